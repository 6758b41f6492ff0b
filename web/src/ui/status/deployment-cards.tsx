import type { HostReport, ServiceStatus } from '#protocol';
import { ChevronIcon } from '../elements/icons.tsx';
import { FactCard, FactList, type FactRow } from './fact-card.tsx';
import { useStatusTexts } from './use-status-texts.ts';

/** What runs here: certificate, address, versions. */
export function DeploymentCards({ status }: { status: ServiceStatus }) {
  const host = status.keeper.state === 'told' ? status.keeper.report.host : null;
  return (
    <>
      <CertificateCard status={status} host={host} />
      {host !== null && <AddressCard host={host} />}
      <VersionCard status={status} />
    </>
  );
}

function CertificateCard({ status, host }: { status: ServiceStatus; host: HostReport | null }) {
  const { certificate: texts, duration } = useStatusTexts();
  const expiresAt = status.certificateExpiresAt;
  const leftMs = expiresAt === null ? 0 : Date.parse(expiresAt) - Date.parse(status.at);
  const until = (at: Date) => (leftMs <= 0 ? texts.expired(at) : texts.expiresIn(at, duration(leftMs)));
  const rows: FactRow[] = [
    [texts.kind, host === null ? texts.notKnown : texts.kinds[host.certificate.kind]],
    ...(host !== null && host.certificate.names.length > 0
      ? ([[texts.names, host.certificate.names.join(', ')]] as const)
      : []),
    [texts.expires, expiresAt === null ? texts.notKnown : until(new Date(expiresAt))],
  ];
  return <FactCard id="status-certificate" title={texts.title} rows={rows} />;
}

function AddressCard({ host }: { host: HostReport }) {
  const { addresses: texts } = useStatusTexts();
  const { decided, found } = host.addresses;
  const rows: FactRow[] = [
    [texts.url, host.url],
    [texts.decided, decided.map((line) => <p key={line}>{line}</p>)],
  ];
  const asked = found.map(({ asked: whom, addresses, failure }): FactRow => {
    if (failure !== null) return [whom, texts.failed(failure)];
    return [whom, addresses.length === 0 ? texts.nothing : addresses.map((one) => <p key={one}>{one}</p>)];
  });
  const ports = host.ports.map(
    ({ port, protocols, use }): FactRow => [protocols.map((one) => `${port}/${one}`).join(' '), use],
  );
  return (
    <FactCard id="status-addresses" title={texts.title} rows={rows}>
      <Fold title={texts.asked}>
        <FactList rows={asked} />
      </Fold>
      <Fold title={texts.ports}>
        <FactList rows={ports} />
      </Fold>
    </FactCard>
  );
}

function Fold({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <details class="checkup-details">
      <summary>
        {title}
        <ChevronIcon />
      </summary>
      {children}
    </details>
  );
}

function VersionCard({ status: { versions, keeper } }: { status: ServiceStatus }) {
  const { versions: texts } = useStatusTexts();
  const told = keeper.state === 'told' ? keeper.report : null;
  const rows: FactRow[] = [
    ['Burrow', versions.burrow],
    [texts.page, versions.page ?? texts.notKnown],
    ['Node.js', versions.node],
    ...(told === null
      ? []
      : ([
          ['coturn', told.versions.coturn ?? texts.notKnown],
          ['HAProxy', told.edge?.version ?? texts.notKnown],
          ['Caddy', told.versions.caddy ?? texts.notKnown],
        ] as const)),
  ];
  return <FactCard id="status-versions" title={texts.title} rows={rows} />;
}
