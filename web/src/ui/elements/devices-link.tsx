import type { App } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';
import { SideLink } from './side-link.tsx';

/** To the page of the devices. */
export function DevicesLink({ app, isLong = true }: { app: App; isLong?: boolean }) {
  const { devices } = useTexts();
  return (
    <SideLink app={app} path="/devices" testId="devices-link">
      {isLong ? devices.link : devices.more}
    </SideLink>
  );
}
