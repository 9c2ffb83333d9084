#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/main.js', import.meta.url);

if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write(
    `error: meshfence is not built: ${fileURLToPath(main)} does not exist.\n` +
      '  In the checkout, run "npm run build" (or "npm start", or "npm test") once.\n'
  );
  process.exitCode = 3;
}
