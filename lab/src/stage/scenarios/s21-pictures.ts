import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../effective.js';
import { FOLDER, keep } from '../../monitoring/measured-page.js';
import { dashboardsOf, misplaced, type Dashboard } from '../../monitoring/pictures/dashboard.js';
import { page, sizeOf } from '../../monitoring/pictures/page.js';
import { dataOf, emptyTargets, type Span } from '../../monitoring/pictures/panel-data.js';
import type { DrawnDashboard } from '../../monitoring/pictures/picture-list.js';
import { screenshot } from '../../monitoring/pictures/screenshot.js';
import type { Prometheus } from '../../monitoring/prometheus.js';
import { SCALE_TEXT } from '../../monitoring/time-scale.js';
import { tool } from '../../monitoring/tools.js';
import { WatchedLine } from '../../monitoring/watched-line.js';
import type { Site } from '../site.js';

const CALM_SECONDS = 90;
const TROUBLE_SECONDS = 30;

/** Something to see: a steady flow that is throttled for a while, catches up, and is throttled again, so that something waits at the end. */
export async function pictures(site: Site): Promise<void> {
  tool('chromium');
  site.context.report.progress(`${site.name}: ${SCALE_TEXT}`);
  const { deployment, monitoring: { prometheus }, bed } = await WatchedLine.start(site);
  const dashboards = dashboardsOf(deployment.file);
  site.check('there are dashboards', dashboards.length > 0, dashboards.map(({ title }) => title).join(', '));
  const start = Date.now() / 1_000;
  await sleep(CALM_SECONDS * 1_000);
  await bed.throttleReading();
  await sleep(TROUBLE_SECONDS * 1_000);
  await bed.freeReading();
  await sleep(CALM_SECONDS * 1_000);
  await bed.throttleReading();
  const { write } = site.context;
  const folder = write ? FOLDER : join(ROOT, 'lab', 'results', 'monitoring');
  mkdirSync(folder, { recursive: true });
  const drawn: DrawnDashboard[] = [];
  for (const dashboard of dashboards) {
    drawn.push(...await draw(site, dashboard, { start, end: Date.now() / 1_000 }, folder, prometheus));
  }
  if (write && drawn.length > 0 && drawn.length === dashboards.length) {
    keep('pictures', { date: new Date().toISOString().slice(0, 10), dashboards: drawn });
  }
}

/** The dashboard, if it is as it should be. */
async function draw(site: Site, dashboard: Dashboard, span: Span, folder: string, prometheus: Prometheus): Promise<DrawnDashboard[]> {
  const covered = misplaced(dashboard);
  site.check(`${dashboard.title}: no panel covers another`, covered.length === 0, covered.join('; '));
  const panels = await Promise.all(dashboard.panels.map(async (panel) => dataOf(panel, prometheus, span)));
  const empty = panels.flatMap(emptyTargets);
  const elsewhere = panels.filter(({ isElsewhere }) => isElsewhere).map(({ panel }) => panel.title);
  site.check(`${dashboard.title}: every panel has data`, empty.length === 0,
    empty.join('; ') || `${dashboard.panels.length} panels; from programs that the lab does not have: ${elsewhere.join(', ') || 'none'}`);
  const html = site.path(`${dashboard.uid}.html`);
  writeFileSync(html, page(dashboard, panels, span));
  const png = join(folder, `${dashboard.uid}.png`);
  await screenshot(html, png, sizeOf(dashboard), site.path('chromium'));
  site.context.report.progress(`${site.name}: ${png}`);
  const { uid, title } = dashboard;
  return covered.length === 0 && empty.length === 0 ? [{ uid, title, panels: panels.filter(({ panel }) => panel.type !== 'row').length }] : [];
}
