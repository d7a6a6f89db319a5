import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { tool } from '../tools.js';
import type { Size } from './panel-drawing.js';

/** A picture of a page on the disk, by a browser that shows no window. */
export async function screenshot(html: string, png: string, { width, height }: Size, profile: string): Promise<void> {
  // An older picture would hide that there is no new one.
  rmSync(png, { force: true });
  await promisify(execFile)(tool('chromium'), [
    // The page is the lab's own, so the browser's sandbox, which root cannot have, is not needed.
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars', `--user-data-dir=${profile}`,
    `--window-size=${width},${height}`, `--screenshot=${png}`, pathToFileURL(html).href,
  ], { timeout: 120_000 });
  if (!existsSync(png)) {
    throw new Error(`Chromium made no ${png}`);
  }
}
