import type { ReasonText } from '../certificates/fallback-reason.ts';

export interface StatusPageOptions {
  /** The page that people wanted. */
  readonly url: string;
  readonly en: ReasonText;
  readonly zh: ReasonText;
}

/** What port 80 shows while browsers would not trust the page: why, and what the person who runs it can do. */
export function renderStatusPage({ url, en, zh }: StatusPageOptions): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Burrow: no certificate yet / 尚无证书</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
  main { max-width: 36rem; margin: 12vh auto 2rem; padding: 0 1.5rem }
  section + section { margin-top: 2.5rem }
  h1, h2 { font-size: 1.25rem; line-height: 1.3 }
  p { overflow-wrap: anywhere }
</style>
<main>
  <section>
    <h1>This page has no certificate that your browser trusts yet</h1>
    <p>Why: ${escapeHtml(en.cause)}.</p>
    <p>If you run this server: ${escapeHtml(en.cure)}</p>
    <p>You can go on to <a href="${escapeHtml(url)}">${escapeHtml(url)}</a>; your browser will warn you first.</p>
  </section>
  <section lang="zh-CN">
    <h2>此页面还没有浏览器信任的证书</h2>
    <p>原因：${escapeHtml(zh.cause)}。</p>
    <p>如果您是管理员：${escapeHtml(zh.cure)}</p>
    <p>您可以继续访问 <a href="${escapeHtml(url)}">${escapeHtml(url)}</a>，浏览器会先给出警告。</p>
  </section>
</main>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
