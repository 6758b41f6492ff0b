import type { ComponentChildren } from 'preact';
import { useTexts } from '../i18n-context.ts';
import { AlertIcon, CloseIcon } from './icons.tsx';

interface NoticeProps {
  /** `alert` interrupts a screen reader, `status` waits until it has finished. */
  readonly role: 'alert' | 'status';
  readonly tone?: 'calm' | 'warning' | 'problem';
  readonly testId?: string;
  readonly icon?: ComponentChildren;
  readonly action?: ComponentChildren;
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/** Something a person should know, and what they can do about it. */
export function Notice({ role, tone = 'warning', testId, icon, action, onClose, children }: NoticeProps) {
  const { common } = useTexts();
  return (
    <div class="notice" role={role} data-tone={tone} data-testid={testId}>
      {icon ?? <AlertIcon />}
      <div class="notice-text">{children}</div>
      {(action || onClose) && (
        <div class="notice-actions">
          {action}
          {onClose && (
            <button type="button" class="button-icon" aria-label={common.close} onClick={onClose}>
              <CloseIcon />
            </button>
          )}
        </div>
      )}
    </div>
  );
}
