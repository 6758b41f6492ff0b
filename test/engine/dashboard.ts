import * as z from 'zod';

const datasource = z.strictObject({ type: z.literal('prometheus'), uid: z.string() });

const target = z.strictObject({
  refId: z.string().regex(/^[A-Z]$/),
  datasource,
  expr: z.string().min(1),
  legendFormat: z.string(),
});

const panel = z.strictObject({
  id: z.int().positive(),
  type: z.enum(['stat', 'timeseries']),
  title: z.string().min(1),
  description: z.string(),
  datasource,
  gridPos: z.strictObject({
    x: z.int().min(0),
    y: z.int().min(0),
    w: z.int().min(1).max(24),
    h: z.int().min(1),
  }),
  targets: z.array(target).min(1),
  fieldConfig: z.object({
    defaults: z.looseObject({ unit: z.enum(['short', 's', 'bytes', 'bps']) }),
    overrides: z.array(z.never()),
  }),
  options: z.looseObject({}),
});

/** What Burrow uses of Grafana's dashboard model, and nothing else. */
export const dashboard = z.strictObject({
  uid: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
  timezone: z.literal('browser'),
  schemaVersion: z.int().min(36),
  version: z.int(),
  editable: z.literal(false),
  refresh: z.string(),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  annotations: z.strictObject({ list: z.array(z.never()) }),
  templating: z.strictObject({ list: z.array(z.never()) }),
  panels: z.array(panel).min(1),
});

/** Every query of it, as Prometheus takes it. */
export function queriesOf({ panels }: z.infer<typeof dashboard>): readonly string[] {
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}
