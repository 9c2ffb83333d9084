import { expect, test } from 'vitest';
import { areas, catalogue } from '../../../src/diagnostic/catalogue.js';

interface PageModule {
  readonly diagnosticsPage: (from: unknown) => string;
}

const script = new URL('../../../../../scripts/diagnostics-page.mjs', import.meta.url).href;
const { diagnosticsPage } = (await import(script)) as PageModule;

const entry = {
  severity: 'error',
  summary: 'A host *.x_y that is {} wrong.',
  remedy: 'Mend `it`, or <this>.'
};

test('every code of the catalogue has one heading, whose anchor is the code', () => {
  const headings = [...diagnosticsPage(areas).matchAll(/^### `(.*)`$/gm)].map(found => found[1]);
  expect(headings).toEqual(Object.keys(catalogue));
});

test('every area lists its codes with links to them', () => {
  const [, ...sections] = diagnosticsPage(areas).split(/^## /m);
  const listed = sections.map(section =>
    [...section.matchAll(/^- \[`(.*)`\]\(#\1\)/gm)].map(found => found[1])
  );
  expect(listed).toEqual(Object.values(areas).map(area => Object.keys(area)));
});

test('an entry says how much it matters, what it means and what to do, in plain text', () => {
  expect(diagnosticsPage({ scope: { 'host-odd': entry } })).toMatch(
    /## Hosts of a scope\n\n- \[`host-odd`\]\(#host-odd\) \(error\)\n\n### `host-odd`\n\n\*\*Severity:\*\* error\n\n\*\*What it means:\*\* A host \\\*\.x\\_y that is \{\} wrong\.\n\n\*\*What to do:\*\* Mend \\`it\\`, or \\<this\\>\.\n$/
  );
});

test('an area that has no title yet goes by its name', () => {
  expect(diagnosticsPage({ rollout: { 'host-odd': entry } })).toContain('\n## rollout\n');
});
