import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useCallTexts } from '../call/use-call-texts.ts';
import { Dialog } from '../elements/dialog.tsx';
import type { DetailsDialogProps } from './details-dialog.tsx';

/** The details of a connection. They are loaded when somebody first asks for them. */
export function DetailsHost(props: DetailsDialogProps) {
  const { quality } = useCallTexts();
  const view = useSignal<ComponentType<DetailsDialogProps> | 'failed' | null>(null);
  useEffect(() => {
    import('./details-dialog.tsx').then(
      ({ DetailsDialog }) => {
        view.value = DetailsDialog;
      },
      () => {
        view.value = 'failed';
      },
    );
  }, []);
  const View = view.value;
  if (View === null) return null;
  if (View === 'failed')
    return (
      <Dialog title={quality.groups.route} onClose={props.onClose}>
        <p role="alert">{quality.loadFailed}</p>
      </Dialog>
    );
  return <View {...props} />;
}
