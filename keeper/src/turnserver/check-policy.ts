import { OPTIONS, REFUSED_OPTIONS } from './options.ts';
import type { PolicyLine, PolicyOption } from './parse-policy.ts';
import { faultOfPeerRange } from './peer-range.ts';
import type { PolicyProblem } from './policy-problem.ts';

/** Everything in the lines that coturn would accept and that would not do what it says, or open the relay. */
export function checkPolicy(lines: readonly PolicyLine[]): readonly PolicyProblem[] {
  const options = lines.filter((line) => line.kind === 'option');
  return [
    ...options.flatMap((option) => problemOf(option) ?? []),
    ...repeated(lines),
    ...REQUIRED.filter(({ option, value }) => !holds(options, option, value)).map(
      ({ option, value, why }) => ({
        code: 'missing-option',
        line: null,
        cause: `turnserver.conf lacks "${option}${value === null ? '' : `=${value}`}": ${why}`,
        cure: 'Put the line back.',
      }),
    ),
    ...Object.keys(OPTIONS)
      .filter((name) => OPTIONS[name]?.setByBurrow && !lines.some((line) => line.name === name))
      .map((name) => ({
        code: 'missing-place',
        line: null,
        cause: `turnserver.conf has no place for ${name}`,
        cure: `Put back the line "# ${name}=<set by Burrow: ...>".`,
      })),
  ];
}

/** Without these the relay is not closed. */
const REQUIRED = [
  { option: 'use-auth-secret', value: null, why: 'anyone could relay through this host' },
  { option: 'no-tcp-relay', value: null, why: 'it would open TCP connections to the services of this host' },
  {
    option: 'denied-peer-ip',
    value: '0.0.0.0-255.255.255.255',
    why: 'it would relay to other IPv4 addresses',
  },
  {
    option: 'denied-peer-ip',
    value: '::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    why: 'it would relay to other IPv6 addresses',
  },
] as const;

function holds(options: readonly PolicyOption[], name: string, value: string | null): boolean {
  return options.some((option) => option.name === name && option.value === value);
}

function problemOf({ line, name, value }: PolicyOption): PolicyProblem | null {
  const at = `turnserver.conf line ${line}`;
  const refused = Object.hasOwn(REFUSED_OPTIONS, name) ? REFUSED_OPTIONS[name] : undefined;
  if (refused !== undefined) {
    return { code: 'refused-option', line, cause: `${at} has ${name}: ${refused}`, cure: 'Remove the line.' };
  }
  const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  if (option === undefined) {
    const cause = `${at} has ${name}, an option that Burrow does not know; coturn would go on without it`;
    return { code: 'unknown-option', line, cause, cure: 'Check its spelling, or remove the line.' };
  }
  if (option.takes === 'nothing' && value !== null) {
    const cause = `${at} gives the flag ${name} a value; for some flags coturn takes any value for "on"`;
    return { code: 'flag-with-value', line, cause, cure: `Write "${name}" alone, or remove the line.` };
  }
  if (option.takes === 'value' && (value === null || (value === '' && !option.mayBeEmpty))) {
    const cause = `${at} gives ${name} no value`;
    return { code: 'empty-value', line, cause, cure: `Write "${name}=" and the value.` };
  }
  if (name.endsWith('-peer-ip') && value !== null) {
    const fault = faultOfPeerRange(value);
    if (fault)
      return { code: fault.code, line, cause: `${at}: ${name}=${value} ${fault.cause}`, cure: fault.cure };
  }
  if (option.setByBurrow) {
    const cause = `${at} sets ${name}, which Burrow sets`;
    return {
      code: 'set-by-burrow',
      line,
      cause,
      cure: 'Remove the line; .env is the place for addresses and limits.',
    };
  }
  return null;
}

function repeated(lines: readonly PolicyLine[]): readonly PolicyProblem[] {
  return lines.flatMap(({ line, kind, name }, index) => {
    const first = lines.slice(0, index).find((earlier) => earlier.name === name && earlier.kind === kind);
    if (first === undefined || (kind === 'option' && OPTIONS[name]?.repeatable)) return [];
    const cause = `turnserver.conf line ${line} repeats ${name} of line ${first.line}; coturn takes the last one`;
    return [{ code: 'repeated-option', line, cause, cure: 'Keep one of the two.' }];
  });
}
