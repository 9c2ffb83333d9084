// The documentation, kept true: pages that are generated, links that lead somewhere, commands that print what is shown.
//   node scripts/docs.mjs           writes what is generated
//   node scripts/docs.mjs --check   fails where a page is stale, a link is dead or a command prints something else
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diagnosticAreas } from '@meshfence/core';
import { diagnosticsPage } from './diagnostics-page.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const isCheck = process.argv.includes('--check');
const problems = [];

const git = (...args) =>
  spawnSync('git', args, { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(line => line !== '');

/** Pages, tracked or about to be; those of dependencies and outputs are ignored by git. */
const pages = git('ls-files', '--cached', '--others', '--exclude-standard', '*.md').filter(page =>
  existsSync(page)
);

const write = (page, text) => {
  if (existsSync(page) && readFileSync(page, 'utf8') === text) return;
  if (isCheck) problems.push(`${page} is stale: run "npm run docs".`);
  else writeFileSync(page, text);
};

const link = /\[[^\]]*\]\(([^)\s]+)\)/g;

const checkLinks = page => {
  const text = readFileSync(page, 'utf8').replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
  for (const [, target] of text.matchAll(link)) {
    const path = target.split('#')[0];
    if (path === '' || /^[a-z]+:/.test(target)) continue;
    if (!existsSync(join(dirname(page), path))) problems.push(`${page}: ${target} leads nowhere.`);
  }
};

const consoleBlock = /```console\n([\s\S]*?)```/g;
const heavy = /^(npm (start|test|run|ci)|git clone|cd )/;

/** A block of commands (`$ ..`) as it really prints; commands that build or test everything are taken at their word. */
const replay = block =>
  block
    .split(/^(?=\$ )/m)
    .map(part => {
      const [first, ...rest] = part.split('\n');
      const command = first.replace(/^\$ (npx )?/, '');
      if (!first.startsWith('$ ') || heavy.test(command)) return part;
      const { stdout, stderr } = spawnSync('bash', ['-c', command], {
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${process.cwd()}/node_modules/.bin:${process.env.PATH}`,
          NO_COLOR: '1',
          GITHUB_ACTIONS: ''
        }
      });
      const blank = rest.at(-2) === '' ? '\n' : '';
      return `${first}\n${stderr}${stdout}${blank}`;
    })
    .join('');

const checkCommands = page => {
  const text = readFileSync(page, 'utf8');
  write(
    page,
    text.replaceAll(consoleBlock, (_, block) => `\`\`\`console\n${replay(block)}\`\`\``)
  );
};

write('docs/diagnostics.md', diagnosticsPage(diagnosticAreas));
pages.forEach(checkLinks);
pages.forEach(checkCommands);

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else console.log(`${pages.length} pages are ${isCheck ? 'true' : 'written'}.`);
