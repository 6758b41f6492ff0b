import type { Call } from '../../session/view.ts';
import { Dialog } from '../elements/dialog.tsx';
import { InviteLink } from '../elements/invite-link.tsx';
import { useTexts } from '../i18n-context.ts';

export function InviteDialog({ call, onClose }: { call: Call; onClose: () => void }) {
  const { invite } = useTexts();
  return (
    <Dialog title={invite.title} onClose={onClose}>
      <InviteLink link={call.inviteLink} hint={call.locked.value ? invite.lockedHint : invite.hint} showsQr />
    </Dialog>
  );
}
