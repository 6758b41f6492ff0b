import type { CallReporting, LocalMedia } from '../../session/view.ts';
import { DevicePanel } from '../devices/device-panel.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { LanguageSwitch } from '../elements/language-switch.tsx';
import { ThemeSwitch } from '../elements/theme-switch.tsx';
import { useTexts } from '../i18n-context.ts';
import { ReportEntry } from '../report/report-entry.tsx';

interface SettingsDialogProps {
  readonly media: LocalMedia;
  readonly reporting: CallReporting | null;
  readonly onClose: () => void;
}

export function SettingsDialog({ media, reporting, onClose }: SettingsDialogProps) {
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
      {reporting !== null && <ReportEntry reporting={reporting} />}
    </Dialog>
  );
}
