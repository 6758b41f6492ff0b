import { THEMES } from '../../browser/theme.ts';
import { useTexts } from '../i18n-context.ts';
import { useTheme } from '../theme-context.ts';

/** As the system has it, light, or dark. */
export function ThemeSwitch() {
  const theme = useTheme();
  const { manners } = useTexts();
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{manners.theme}</legend>
      {THEMES.map((one) => (
        <label key={one} class="segment">
          <input
            type="radio"
            name="theme"
            value={one}
            checked={theme.value === one}
            onChange={() => {
              theme.value = one;
            }}
          />
          <span>{manners.themes[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}
