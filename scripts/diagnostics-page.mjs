const intro = `# Diagnostics

<!-- Generated from the catalogue of diagnostics in packages/core/src/diagnostic/catalogue. -->

What meshfence reports about its input. Codes are stable: scripts may rely on them.

An **error** makes the result incomplete: something was left out. A **warning** says that the result may not be what
you meant. An **info** is worth knowing, and nothing needs to be done about it.`;

const titles = {
  document: 'Texts and documents',
  config: 'SlimeBoot and its lazyload module',
  fence: 'Fences and their Sidecars',
  scope: 'Hosts of a scope',
  evidence: 'Evidence and expiry',
  prometheus: 'Metrics, and receivers of access logs',
  fallback: 'Traffic outside the scopes',
  deployment: "The controller's workload",
  globalSidecar: 'The global-sidecar'
};

/**
 * The page docs/diagnostics.md: every code of the catalogue, by area, under a heading whose anchor is the code.
 *
 * @param {Readonly<Record<string, Readonly<Record<string, { severity: string, summary: string, remedy: string }>>>>} areas
 */
export const diagnosticsPage = areas => `${[intro, ...Object.entries(areas).map(section)].join('\n\n')}\n`;

const section = ([area, entries]) => {
  const all = Object.entries(entries);
  return [`## ${titles[area] ?? area}`, all.map(contentsLine).join('\n'), ...all.map(entryText)].join('\n\n');
};

const contentsLine = ([code, { severity }]) => `- [\`${code}\`](#${code}) (${severity})`;

const entryText = ([code, { severity, summary, remedy }]) =>
  [
    `### \`${code}\``,
    `**Severity:** ${severity}`,
    `**What it means:** ${plain(summary)}`,
    `**What to do:** ${plain(remedy)}`
  ].join('\n\n');

/** Text that Markdown shows as it is, and that Prettier leaves as it is. */
const plain = text => text.replace(/[\\`*_<>[\]|$~&]/g, '\\$&');
