import type { JSX } from 'preact';
import { THEMES, type Theme } from '../../browser/theme.ts';
import { useTexts } from '../i18n-context.ts';
import { useTheme } from '../theme-context.ts';
import { MoonIcon, SunIcon, SystemThemeIcon } from './icons.tsx';

const ICONS: Readonly<Record<Theme, () => JSX.Element>> = {
  system: SystemThemeIcon,
  light: SunIcon,
  dark: MoonIcon,
};

/** Where there is little room: one button that goes from one appearance to the next, and says which there is. */
export function ThemeButton() {
  const theme = useTheme();
  const { manners } = useTexts();
  const Icon = ICONS[theme.value];
  const name = manners.themeIs(manners.themes[theme.value]);
  return (
    <button
      type="button"
      class="button-icon"
      aria-label={name}
      title={name}
      data-testid="theme"
      onClick={() => {
        theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'system';
      }}
    >
      <Icon />
    </button>
  );
}
