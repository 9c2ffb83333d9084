import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultFile, newLog, newMetrics } from '@meshfence/k8s-adapter';
import { load } from 'js-yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocks } from '../../packages/k8s-adapter/test/metrics/page.js';
import { must, run } from '../harness/process/run.js';
import { waitFor } from '../harness/process/waitFor.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'meshfence-operators-'));
  writeFileSync(join(folder, 'rules.yml'), blocks('yaml')[0] ?? '');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("promtool finds nothing to say of the controller's metrics", async () => {
  const input = await newMetrics({ process: false }).registry.metrics();
  expect(await run(['promtool', 'check', 'metrics'], { input })).toMatchObject({ code: 0, stderr: '' });
});

test("promtool takes the page's alerts", async () => {
  expect(await must(['promtool', 'check', 'rules', join(folder, 'rules.yml')])).toContain(
    'SUCCESS: 6 rules found'
  );
});

test("Prometheus understands the page's questions", async () => {
  const queries = blocks('promql').flatMap(block => block.split('\n').filter(line => /^[a-z]/.test(line)));
  expect(queries.length).toBeGreaterThan(3);
  const rules = queries.map((expr, index) => ({ record: `q${index}`, expr }));
  writeFileSync(join(folder, 'queries.yml'), JSON.stringify({ groups: [{ name: 'questions', rules }] }));
  expect(await must(['promtool', 'check', 'rules', join(folder, 'queries.yml')])).toContain(
    `SUCCESS: ${queries.length} rules found`
  );
});

type Labels = Readonly<Record<string, string>>;

interface Case {
  readonly alert: string;
  /** Samples, one a minute, in promtool's notation. */
  readonly bad: Readonly<Record<string, string>>;
  readonly good: Readonly<Record<string, string>>;
  readonly labels: Labels;
}

const leading = (one: string, other: string) => ({
  'meshfence_leading{job="m",instance="0"}': one,
  'meshfence_leading{job="m",instance="1"}': other
});

const heard = 'meshfence_source_last_success_timestamp_seconds{job="m",source="services"}';
const written = (result: string) =>
  `meshfence_writes_total{job="m",kind="Sidecar",verb="apply",result="${result}"}`;

const cases: ReadonlyArray<Case> = [
  {
    alert: 'MeshfenceHasNoLeader',
    bad: leading('0x60', '0x60'),
    good: leading('1x60', '0x60'),
    labels: { job: 'm' }
  },
  {
    alert: 'MeshfenceKeepsAnEarlierConfiguration',
    bad: { 'meshfence_config_current{job="m"}': '0x60' },
    good: { 'meshfence_config_current{job="m"}': '1x60' },
    labels: { job: 'm' }
  },
  {
    alert: 'MeshfenceHearsNothing',
    bad: { [heard]: '0x60' },
    good: { [heard]: '0+60x60' },
    labels: { job: 'm', source: 'services' }
  },
  {
    alert: 'MeshfenceObservesNothing',
    bad: { 'meshfence_source_up{job="m",source="als"}': '0x60' },
    good: { 'meshfence_source_up{job="m",source="als"}': '1x60' },
    labels: { job: 'm', source: 'als' }
  },
  {
    alert: 'MeshfenceCannotWrite',
    bad: { [written('refused')]: '0+1x60' },
    good: { [written('done')]: '0+9x60', [written('refused')]: '3x60', [written('conflict')]: '0+1x60' },
    labels: { job: 'm', kind: 'Sidecar', verb: 'apply' }
  },
  {
    alert: 'MeshfenceIsLate',
    bad: { 'meshfence_write_queue_age_seconds{job="m"}': '90x60' },
    good: { 'meshfence_write_queue_age_seconds{job="m"}': '30x60' },
    labels: { job: 'm' }
  }
];

const series = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([name, values]) => ({ series: name, values }));

interface Rules {
  readonly groups: ReadonlyArray<{
    readonly rules: ReadonlyArray<{
      readonly alert: string;
      readonly labels: Labels;
      readonly annotations: Labels;
    }>;
  }>;
}

const severities: Readonly<Record<string, string>> = { MeshfenceHasNoLeader: 'critical' };

const expectation = ({ alert, labels }: Case, annotations: Labels) => ({
  exp_labels: { ...labels, severity: severities[alert] ?? 'warning' },
  exp_annotations: Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [
      name,
      text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? '')
    ])
  )
});

test.each(cases)('$alert is raised when it should be, and only then', async each => {
  const { groups } = load(blocks('yaml')[0] ?? '') as Rules;
  const annotations =
    groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === each.alert)?.annotations ?? {};
  const at = (input: Readonly<Record<string, string>>, expected: ReadonlyArray<unknown>) => ({
    interval: '1m',
    input_series: series(input),
    alert_rule_test: [{ eval_time: '50m', alertname: each.alert, exp_alerts: expected }]
  });
  const tests = [at(each.bad, [expectation(each, annotations)]), at(each.good, [])];
  const file = join(folder, `${each.alert}.yml`);
  writeFileSync(
    file,
    JSON.stringify({ rule_files: [join(folder, 'rules.yml')], evaluation_interval: '1m', tests })
  );
  expect(await run(['promtool', 'test', 'rules', file])).toMatchObject({ code: 0 });
});

/** Something mounted while a test runs. */
const mounted = async (options: string, use: (at: string) => Promise<void>): Promise<void> => {
  const at = mkdtempSync(join(folder, 'mount-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at]);
  try {
    await use(at);
  } finally {
    execFileSync('umount', ['-l', at]);
  }
};

interface Line {
  readonly level: string;
  readonly msg: string;
}

const logging = () => {
  const written: Array<string> = [];
  const log = newLog({ stderr: { write: text => written.push(text), on: () => undefined } });
  return { log, lines: () => written.map(line => JSON.parse(line) as Line) };
};

const into = (filePath: string) => ({
  level: 'info' as const,
  file: { ...defaultFile, filePath },
  remarks: []
});

const cannot = (why: string) => `The log cannot be written to its file: ${why}. It goes on here alone.`;

test('a read-only file system costs the file alone', async () => {
  await mounted('ro', async at => {
    const { lines, log } = logging();
    log.reconfigure(into(join(at, 'slime.log')));
    log.info('1');
    await waitFor('the failure', () => Promise.resolve(lines().find(({ level }) => level === 'error')));
    log.info('2');
    await log.close();
    expect(lines().map(({ msg }) => msg)).toEqual([
      '1',
      cannot(`EROFS: read-only file system, open '${join(at, 'slime.log')}'`),
      '2'
    ]);
  });
});

test('a full disk costs the file alone, and is told of once', async () => {
  await mounted('size=64k', async at => {
    mkdirSync(join(at, 'log'));
    const { lines, log } = logging();
    log.reconfigure(into(join(at, 'log/slime.log')));
    const said = Array.from({ length: 200 }, (_, index) => `${index} ${'x'.repeat(1000)}`);
    for (const message of said) {
      log.info(message);
      if (message.startsWith('100 ')) await new Promise(resolve => setTimeout(resolve, 200));
    }
    await log.close();
    const full = cannot('ENOSPC: no space left on device, write');
    expect(lines().filter(({ msg }) => msg === full)).toHaveLength(1);
    expect(
      lines()
        .map(({ msg }) => msg)
        .filter(msg => msg !== full)
    ).toEqual(said);
    expect(readdirSync(join(at, 'log'))).toEqual(['slime.log']);
    const [first = ''] = readFileSync(join(at, 'log/slime.log'), 'utf8').split('\n');
    expect((JSON.parse(first) as Line).msg).toBe(said[0]);
  });
});
