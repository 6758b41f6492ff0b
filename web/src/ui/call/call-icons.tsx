import { Icon } from '../elements/icons.tsx';

export const InviteIcon = () => (
  <Icon>
    <circle cx="10" cy="8" r="4" />
    <path d="M3 20c.6-3.8 3.4-6 7-6 1.4 0 2.7.3 3.8 1M18.5 14v6M15.5 17h6" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="5" y="10.5" width="14" height="10" rx="3" />
    <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2" />
  </Icon>
);

export const UnlockIcon = () => (
  <Icon>
    <rect x="5" y="10.5" width="14" height="10" rx="3" />
    <path d="M8 10.5V7.5a4 4 0 0 1 7.6-1.7M12 14.5v2" />
  </Icon>
);

export const SettingsIcon = () => (
  <Icon>
    <path d="M3 7h9M18 7h3M3 17h3M12 17h9" />
    <circle cx="15" cy="7" r="3" />
    <circle cx="9" cy="17" r="3" />
  </Icon>
);

export const LeaveIcon = () => (
  <Icon>
    <path d="M14 4H7.5A2.5 2.5 0 0 0 5 6.5v11A2.5 2.5 0 0 0 7.5 20H14M10.5 12H21M17 8l4 4-4 4" />
  </Icon>
);

export const HostIcon = () => (
  <Icon>
    <path d="m4 8 4 4 4-7 4 7 4-4-1.5 10h-13L4 8Z" />
  </Icon>
);

export const RemoveIcon = () => (
  <Icon>
    <circle cx="10" cy="8" r="4" />
    <path d="M3 20c.6-3.8 3.4-6 7-6 1.4 0 2.7.3 3.8 1M16 15.5l4.5 4.5M20.5 15.5 16 20" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />
  </Icon>
);

export const PinIcon = () => (
  <Icon>
    <path d="M9 3.5h6l-.8 6 3.3 3.5h-11l3.3-3.5ZM12 13v7.5" />
  </Icon>
);

export const CornerIcon = () => (
  <Icon>
    <rect x="3" y="5" width="18" height="14" rx="3" />
    <path d="M7 9h4v3H7ZM14 15h3v-3" />
  </Icon>
);

export const SpeakerViewIcon = () => (
  <Icon>
    <rect x="3" y="4" width="18" height="10" rx="2.5" />
    <path d="M4 18.5h3M10.5 18.5h3M17 18.5h3" />
  </Icon>
);

export const SelfViewIcon = () => (
  <Icon>
    <circle cx="12" cy="9" r="3.5" />
    <path d="M5 20a7 7 0 0 1 14 0M4 3l16 17" />
  </Icon>
);

export const ScreenIcon = () => (
  <Icon>
    <rect x="2.5" y="4" width="19" height="13" rx="3" />
    <path d="M8 21h8M12 13.5v-6M9.3 10 12 7.3l2.7 2.7" />
  </Icon>
);

export const StopSharingIcon = () => (
  <Icon>
    <rect x="2.5" y="4" width="19" height="13" rx="3" />
    <path d="M8 21h8M9.8 8.3l4.4 4.4M14.2 8.3l-4.4 4.4" />
  </Icon>
);

export const ChatIcon = () => (
  <Icon>
    <path d="M4 6a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-6l-5 4.5V16a3 3 0 0 1-2-3ZM8.5 8h7M8.5 11.5h4.5" />
  </Icon>
);

export const ReactionIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M8.5 14.5a4.2 4.2 0 0 0 7 0M9 9.5v.1M15 9.5v.1" />
  </Icon>
);

export const HandIcon = () => (
  <Icon>
    <path d="M8 12V5.7a1.5 1.5 0 0 1 3 0V11M11 10.5V4.2a1.5 1.5 0 0 1 3 0v6.3M14 10.8V5.7a1.5 1.5 0 0 1 3 0v8.8c0 4-2.3 6.5-6 6.5-2.7 0-4.3-1.2-5.600-3.600L3.7 14a1.5 1.5 0 0 1 2.600-1.5L8 14.8" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="M4.5 4.5 20.5 12l-16 7.5L7 12ZM7 12h6" />
  </Icon>
);

export const FullscreenIcon = () => (
  <Icon>
    <path d="M4 9V5.5A1.5 1.5 0 0 1 5.5 4H9M15 4h3.5A1.5 1.5 0 0 1 20 5.5V9M20 15v3.5a1.5 1.5 0 0 1-1.5 1.5H15M9 20H5.5A1.5 1.5 0 0 1 4 18.5V15" />
  </Icon>
);

export const PictureInPictureIcon = () => (
  <Icon>
    <path d="M11 18H5.5A2.5 2.5 0 0 1 3 15.5v-8A2.5 2.5 0 0 1 5.5 5h13A2.5 2.5 0 0 1 21 7.5V10" />
    <rect x="13" y="13" width="8" height="6" rx="1.5" />
  </Icon>
);

export const KeyboardIcon = () => (
  <Icon>
    <rect x="2.5" y="6" width="19" height="12" rx="2.5" />
    <path d="M6.5 10h.01M10 10h.01M14 10h.01M17.5 10h.01M8 14.5h8" />
  </Icon>
);

export const PeopleIcon = () => (
  <Icon>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M2.5 20a6.5 6.5 0 0 1 13 0M15.5 5.200a3.500 3.500 0 0 1 0 6.600M18 14.300a6.500 6.500 0 0 1 3.500 5.700" />
  </Icon>
);

export const ConnectionIcon = () => (
  <Icon>
    <path d="M5 20v-4M10 20v-8M15 20V8M20 20V4" />
  </Icon>
);
