import type { LocalMedia } from '../../session/view.ts';
import { DevicePanel } from '../devices/device-panel.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { LanguageSwitch } from '../elements/language-switch.tsx';
import { ThemeSwitch } from '../elements/theme-switch.tsx';
import { useTexts } from '../i18n-context.ts';

export function SettingsDialog({ media, onClose }: { media: LocalMedia; onClose: () => void }) {
  const { call, common, manners } = useTexts();
  return (
    <Dialog title={call.settings} onClose={onClose}>
      <DevicePanel media={media} headings="h3" />
      <div class="field">
        <span class="label" aria-hidden="true">
          {common.language}
        </span>
        <LanguageSwitch />
      </div>
      <div class="field">
        <span class="label" aria-hidden="true">
          {manners.theme}
        </span>
        <ThemeSwitch />
      </div>
    </Dialog>
  );
}
