import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Debian's Chromium without a window, driven by Playwright. It runs as root, where its own sandbox cannot. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-proxy-server']
  });
