import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { Instant } from '../core.js';
import { addLiveOptions } from './clusterOptions.js';

const instant = (text: string): Instant.Instant => {
  const at = Instant.parse(text);
  if (at === undefined) throw new InvalidArgumentError('Write it as 2026-03-01T08:00:00Z (RFC 3339).');
  return at;
};

/** Gathers the values of an option that may be repeated. */
export const collect = (value: string, previous: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...previous,
  value
];

/** When to colour. */
export const colourOption = (): Option =>
  new Option('--color <WHEN>', 'colour; auto heeds NO_COLOR, FORCE_COLOR and the terminal')
    .choices(['auto', 'always', 'never'])
    .default('auto');

/** The options of every command that has findings. */
export const addReportOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--fail-on <SEVERITY>', 'the least severity that makes the exit code 1')
        .choices(['error', 'warning', 'never'])
        .default('error')
    )
    .option('-q, --quiet', 'only errors and warnings: no infos, no notes')
    .addOption(colourOption());

/** The options of every command that reads a mesh. */
export const addMeshOptions = (command: Command): Command =>
  addReportOptions(
    addLiveOptions(command)
      .addOption(
        new Option('--edges <FILE>', 'more observed calls (an EdgeList); may be repeated')
          .argParser(collect)
          .default([])
      )
      .addOption(new Option('--now <TIME>', 'the time that expiry goes by, as RFC 3339').argParser(instant))
  );

/** The form of diagnostics on standard error. */
export const diagnosticsOption = (): Option =>
  new Option(
    '--diagnostics <FORMAT>',
    'the form of diagnostics on stderr; in GitHub Actions github by default'
  ).choices(['human', 'json', 'sarif', 'github']);
