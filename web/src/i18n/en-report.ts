/** Telling the operator of a call that went wrong, in English. */
export const reportEn = {
  open: 'Report a problem',
  title: 'Report a problem to the operator of this server',
  lead: 'This is all that is sent. It holds times, states and numbers: no names, no addresses, nothing that was said.',
  comment: 'What went wrong? (You may leave this empty.)',
  contents: 'What is sent',
  send: 'Send',
  sending: 'Sending…',
  outcome: {
    sent: 'Sent. Thank you.',
    'too-many': 'There were too many reports from your network. Try again in an hour.',
    failed: 'It could not be sent. Check your network, then try again.',
  },
  told: 'A connection could not be made. The operator of this server has been told, without names or addresses.',
  loadFailed: 'The report could not be loaded. Check your network, then try again.',
};

export type ReportTexts = typeof reportEn;
