import { expect, test } from 'vitest';
import { policyChanges } from './policy-changes.ts';
import { settingChanges } from './setting-changes.ts';

const KNOWN = ['DOMAIN', 'PUBLIC_IP', 'NEW_ONE'];
const EXAMPLE = '# Words.\n#DOMAIN=\n\n#PUBLIC_IP=\n#GONE=\n';

test('a name that the new version does not know is named, and what is compose’s own is not', () => {
  const env = 'DOMAIN=a.example\nGONE=1\n# OFF=1\nCOMPOSE_FILE=x\nDOCKER_HOST=y\n';
  expect(settingChanges(env, KNOWN, EXAMPLE)).toEqual({ unknown: ['GONE'], added: ['NEW_ONE'] });
});

test('without the version before nothing is said to be new', () => {
  expect(settingChanges('', KNOWN, null)).toEqual({ unknown: [], added: null });
});

test('a policy differs by its options, not by its words', () => {
  const before = '# why\nmax-bps=1\nno-cli\n';
  expect(policyChanges(before, '# other words\n\nno-cli\nmax-bps=2\nnew-option\n')).toEqual([
    '- max-bps=1',
    '+ max-bps=2',
    '+ new-option',
  ]);
  expect(policyChanges(before, `${before}# more\n`)).toEqual([]);
});
