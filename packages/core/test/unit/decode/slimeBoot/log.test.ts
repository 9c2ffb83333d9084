import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../src/model/Json.js';
import { configured, findings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

const read = (log: Json) => configured(slimeBoot({}, { global: { log } }));
const rotation = (config: JsonObject) => read({ logRotate: true, logRotateConfig: config });

const tutorial = {
  logLevel: 'info',
  klogLevel: 5,
  logRotate: true,
  logRotateConfig: {
    filePath: '/tmp/log/slime.log',
    maxSizeMB: 100,
    maxBackups: 10,
    maxAgeDay: 10,
    compress: true
  }
};

test("the tutorial's settings are kept as they are", () => {
  expect(read(tutorial).value.global.log).toEqual(tutorial);
  expect(findings(read(tutorial).diagnostics)).toEqual([]);
});

test.each([
  ['logLevel', 5],
  ['klogLevel', 'high'],
  ['logRotate', 'yes'],
  ['logRotateConfig', []]
])('%s: %j is reported and left out', (name, value) => {
  const { diagnostics, value: config } = read({ logLevel: 'warn', [name]: value as Json });
  expect(config.global.log).toEqual(name === 'logLevel' ? {} : { logLevel: 'warn' });
  expect(findings(diagnostics)).toEqual([
    expect.stringMatching(new RegExp(`^field-invalid: .*global\\.log\\.${name} must be .*The default holds`))
  ]);
});

test.each([
  ['filePath', 'slime.log'],
  ['filePath', '/slime.log'],
  ['filePath', '/tmp/../slime.log'],
  ['filePath', '/tmp/log:1/slime.log'],
  ['filePath', '/tmp/log/'],
  ['maxSizeMB', '1G'],
  ['maxBackups', -1],
  ['maxAgeDay', 1.5],
  ['compress', 'gzip']
])('logRotateConfig.%s: %j is reported and left out', (name, value) => {
  const { diagnostics, value: config } = rotation({ [name]: value });
  expect(config.global.log).toEqual({ logRotate: true, logRotateConfig: {} });
  expect(findings(diagnostics)).toEqual([
    expect.stringMatching(new RegExp(`^field-invalid: .*logRotateConfig\\.${name} must be `))
  ]);
});

test('a field that does not exist is a warning, and stays', () => {
  expect(findings(rotation({ maxSize: 1 }).diagnostics)).toEqual([
    expect.stringContaining('There is no field "maxSize"')
  ]);
  expect(findings(read({ level: 'info' }).diagnostics)).toEqual([
    expect.stringContaining('There is no field "level"')
  ]);
});
