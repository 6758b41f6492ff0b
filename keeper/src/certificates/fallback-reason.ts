import type { Problem } from '../result.ts';

/** Why the page has a certificate that browsers do not trust. */
export type FallbackReason =
  | AcmeReason
  /** The operator's own files cannot be served. */
  | { readonly code: 'own-files'; readonly problems: readonly Problem[] };

/** `detail`: what the authority's or Caddy's own words were. */
export interface AcmeReason {
  readonly code: keyof typeof ACME_REASONS;
  readonly detail: string;
}

interface ReasonFacts {
  readonly name: string;
  readonly detail: string;
}

/** Cause (a clause without a full stop) and cure (a sentence). */
export interface ReasonText {
  readonly cause: string;
  readonly cure: string;
}

interface Translated {
  readonly en: ReasonText;
  readonly zh: ReasonText;
}

/** The one line for the person who runs Burrow, in both languages of the page. */
export function reasonTexts(reason: FallbackReason, name: string): Translated {
  if (reason.code !== 'own-files') return ACME_REASONS[reason.code]({ name, detail: reason.detail });
  const cause = reason.problems.map((problem) => problem.cause).join('; ');
  return {
    en: { cause, cure: reason.problems[0]?.cure ?? '' },
    zh: { cause: `您自己的证书文件无法使用（${cause}）`, cure: '请检查 TLS_CERT_FILE 和 TLS_KEY_FILE。' },
  };
}

/** Retries go on by themselves; whoever does not want to wait for the next one starts Caddy again. */
const AT_ONCE = 'It is tried again by itself; at once after "docker compose restart caddy".';
const AT_ONCE_ZH = 'Burrow 会自动重试；如需立即重试，请执行“docker compose restart caddy”。';

const ACME_REASONS = {
  'acme-pending': ({ name }: ReasonFacts) => ({
    en: {
      cause: `the certificate for ${name} is being ordered`,
      cure: 'Wait a minute, then load the page again.',
    },
    zh: { cause: `正在申请 ${name} 的证书`, cure: '请等一分钟再刷新页面。' },
  }),
  'acme-name-unknown': ({ name }: ReasonFacts) => ({
    en: {
      cause: `the name ${name} is to lead to this host; the authority found no address for it`,
      cure: `Make an A record for it at your DNS provider. ${AT_ONCE}`,
    },
    zh: {
      cause: `域名 ${name} 应指向本服务器，但证书机构查不到它的地址`,
      cure: `请在 DNS 服务商处为它添加 A 记录。${AT_ONCE_ZH}`,
    },
  }),
  'acme-name-elsewhere': ({ name }: ReasonFacts) => ({
    en: {
      cause: `${name} is to lead to this host; something else answered the authority there`,
      cure: `Check its A and AAAA records, and that no proxy (CDN) is in front. ${AT_ONCE}`,
    },
    zh: {
      cause: `${name} 应指向本服务器，但回应证书机构的是别的主机`,
      cure: `请检查它的 A 和 AAAA 记录，并确认前面没有代理（CDN）。${AT_ONCE_ZH}`,
    },
  }),
  'acme-ports-closed': ({ name }: ReasonFacts) => ({
    en: {
      cause: `the authority is to reach ${name} on TCP ports 80 and 443; it got no connection`,
      cure: `Open both in the firewall of this host and of your provider, and check where the name leads. ${AT_ONCE}`,
    },
    zh: {
      cause: `证书机构需要通过 TCP 80 和 443 端口访问 ${name}，但无法连接`,
      cure: `请在本机和服务商的防火墙中放行这两个端口，并检查域名指向。${AT_ONCE_ZH}`,
    },
  }),
  'acme-authority-unreachable': ({ detail }: ReasonFacts) => ({
    en: {
      cause: `the certificate authority is to answer this host; it did not (${detail})`,
      cure: `Check that this host reaches the internet by HTTPS, and ACME_CA. ${AT_ONCE}`,
    },
    zh: {
      cause: '本服务器无法访问证书机构',
      cure: `请检查本服务器能否通过 HTTPS 访问互联网，以及 ACME_CA 的设置。${AT_ONCE_ZH}`,
    },
  }),
  'acme-authority-untrusted': (_: ReasonFacts) => ({
    en: {
      cause:
        "the certificate authority's own HTTPS certificate is to be trusted here; it is from an unknown root",
      cure: 'Set ACME_CA_ROOT_FILE to the root certificate of your authority.',
    },
    zh: {
      cause: '证书机构自身的 HTTPS 证书不受信任',
      cure: '请把 ACME_CA_ROOT_FILE 设为该机构的根证书文件。',
    },
  }),
  'acme-rate-limit': (_: ReasonFacts) => ({
    en: {
      cause: 'the certificate authority allows only so many orders, and there were more',
      cure: 'Wait: it is tried again by itself. Do not delete the volumes, they hold the certificates.',
    },
    zh: {
      cause: '申请次数超过了证书机构的限制',
      cure: '请等待，Burrow 会自动重试。不要删除数据卷，证书保存在其中。',
    },
  }),
  'acme-refused': ({ name, detail }: ReasonFacts) => ({
    en: {
      cause: `the certificate authority is to issue for ${name}; it refuses to (${detail})`,
      cure: `Check the CAA records of the name, or set another ACME_CA. ${AT_ONCE}`,
    },
    zh: {
      cause: `证书机构拒绝为 ${name} 签发证书`,
      cure: `请检查该域名的 CAA 记录，或改用其他 ACME_CA。${AT_ONCE_ZH}`,
    },
  }),
  'acme-unknown': ({ detail }: ReasonFacts) => ({
    en: { cause: `the order of a certificate failed (${detail})`, cure: AT_ONCE },
    zh: { cause: '申请证书失败', cure: `请查看“docker compose logs keeper”。${AT_ONCE_ZH}` },
  }),
} satisfies Record<string, (facts: ReasonFacts) => Translated>;
