import { afterEach, expect, test, vi } from 'vitest';
import { requirePrograms, requireRoot } from './requirements.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('without root the error says what was found and what to do', () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1000);
  expect(requireRoot).toThrow(/uid 1000.*as root/);
  vi.spyOn(process, 'getuid').mockReturnValue(0);
  expect(requireRoot).not.toThrow();
});

test('all missing programs are named at once, with the command that installs them', () => {
  expect(() => requirePrograms('ip', 'setpriv')).not.toThrow();
  vi.stubEnv('PATH', '/nowhere');
  expect(() => requirePrograms('nft', 'setpriv', 'unshare')).toThrow(
    'The NAT lab needs nft, setpriv, unshare, not found in PATH (/nowhere). ' +
      'Install: apt-get install -y --no-install-recommends nftables util-linux',
  );
});
