import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { logFile } from '../../src/log/LogFile.js';
import { defaultFile } from '../../src/log/LogSettings.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meshfence-log-file-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

const tellTale = () => {
  const said: Array<string> = [];
  return { said, told: { failed: (why: string) => said.push(why), recovered: () => said.push('recovered') } };
};

test('a file that cannot be one is told of once, tried again, and what comes afterwards is written', async () => {
  const filePath = join(folder, 'a.log');
  symlinkSync('/dev/null', filePath);
  const { said, told } = tellTale();
  const file = logFile({ settings: { ...defaultFile, filePath }, told, retry: 50 });
  const notAFile = `Can't write on: ${filePath} (it is not a file)`;
  await vi.waitFor(() => expect(said).toEqual([notAFile]));
  file.write('lost\n');
  await wait(100);
  file.write('lost, too\n');
  await wait(100);
  expect(said).toEqual([notAFile]);
  rmSync(filePath);
  await vi.waitFor(() => {
    file.write('tried again\n');
    expect(said).toEqual([notAFile, 'recovered']);
  });
  file.write('kept\n');
  await file.close();
  expect(readFileSync(filePath, 'utf8')).toMatch(/^(tried again\n)+kept\n$/);
});

test('a file that failed is left alone for a while', async () => {
  const filePath = join(folder, 'a.log');
  symlinkSync('/dev/null', filePath);
  const { said, told } = tellTale();
  const file = logFile({ settings: { ...defaultFile, filePath }, told, retry: 60_000 });
  await vi.waitFor(() => expect(said).toHaveLength(1));
  rmSync(filePath);
  file.write('too early\n');
  await file.close();
  expect(existsSync(filePath)).toBe(false);
});

test('lines wait for the file before to be closed', async () => {
  const filePath = join(folder, 'a.log');
  writeFileSync(filePath, 'first\n');
  let close = (): void => {};
  const after = new Promise<void>(resolve => {
    close = resolve;
  });
  const file = logFile({ settings: { ...defaultFile, filePath }, told: tellTale().told, after });
  file.write('second\n');
  await wait(20);
  expect(readFileSync(filePath, 'utf8')).toBe('first\n');
  close();
  await file.close();
  expect(readFileSync(filePath, 'utf8')).toBe('first\nsecond\n');
});

test('memory is bounded while nothing can be written', async () => {
  const { said, told } = tellTale();
  const filePath = join(folder, 'a.log');
  let close = (): void => {};
  const after = new Promise<void>(resolve => {
    close = resolve;
  });
  const file = logFile({ settings: { ...defaultFile, filePath }, told, after });
  const line = `${'x'.repeat(1024 * 1024 - 1)}\n`;
  for (let count = 0; count < 20; count += 1) file.write(line);
  expect(said).toEqual(['the file before it cannot be closed']);
  close();
  await file.close();
  expect(readFileSync(filePath).length).toBe(16 * line.length);
});
