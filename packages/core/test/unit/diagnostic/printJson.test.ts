import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { printJson } from '../../../src/diagnostic/printJson.js';
import { anyDiagnostics, anySources, inFile, invalidHost, live } from './places.js';

const text = 'spec:\n  host:\n    a b: {}\n';
const sources = new Map([['in.yaml', text]]);

test('a finding is an object with all of its fields, in one order', () => {
  const printed = printJson(
    [invalidHost([inFile('in.yaml', text, ['spec', 'host', 'a b'], 'key')])],
    sources
  );
  expect(printed).toBe(`\
[
  {
    "code": "host-invalid",
    "severity": "error",
    "message": "\\"a b\\" cannot be a host of a Sidecar: it contains a blank.",
    "remedy": "Mend the name: a DNS name, a wildcard such as *.example.com, namespace/* or namespace/host.",
    "places": [
      {
        "file": "in.yaml",
        "line": 3,
        "column": 5,
        "endLine": 3,
        "endColumn": 8,
        "object": "ServiceFence shop/reviews",
        "path": [
          "spec",
          "host",
          "a b"
        ]
      }
    ]
  }
]
`);
});

test('what is not known is null, never absent', () => {
  const unknown = {
    line: null,
    column: null,
    endLine: null,
    endColumn: null,
    object: 'ServiceFence shop/reviews'
  };
  const [finding] = JSON.parse(
    printJson([invalidHost([live(['a']), inFile('gone.yaml', '', [0])])], sources)
  );
  expect(finding.places).toEqual([
    { file: null, ...unknown, path: ['a'] },
    { file: 'gone.yaml', ...unknown, path: [0] }
  ]);
});

test('no findings are an empty array', () => {
  expect(printJson([], sources)).toBe('[]\n');
});

test('any findings give JSON that says the same of every one', () => {
  fc.assert(
    fc.property(anyDiagnostics, anySources, (diagnostics, texts) => {
      const parsed: ReadonlyArray<Record<string, unknown>> = JSON.parse(printJson(diagnostics, texts));
      const bare = ({ code, severity, message, remedy }: Record<string, unknown>) => [
        code,
        severity,
        message,
        remedy
      ];
      expect(parsed.map(bare)).toEqual(diagnostics.map(each => bare({ ...each })));
    })
  );
});
