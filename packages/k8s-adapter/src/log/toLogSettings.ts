import type { Json, JsonObject } from '@meshfence/core';
import { defaultFile } from './LogSettings.js';
import type { FileSettings, Level, LogSettings } from './LogSettings.js';

/** The levels of logrus, which Slime logs with. Ours end at `error` and `debug`. */
const levels: ReadonlyMap<string, Level> = new Map([
  ['panic', 'error'],
  ['fatal', 'error'],
  ['error', 'error'],
  ['warning', 'warn'],
  ['warn', 'warn'],
  ['info', 'info'],
  ['debug', 'debug'],
  ['trace', 'debug']
]);

/** Kubernetes' convention for klog: from here on its lines are for debugging. */
const klogDebug = 4;

/** The level of a word as logrus knows it; undefined for any other. */
export const toLevel = (word: string): Level | undefined => levels.get(word.trim().toLowerCase());

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A whole number, or one in quotes; otherwise the default. */
const count = (value: Json | undefined, otherwise: number): number => {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : otherwise;
};

const fileOf = (written: JsonObject): FileSettings => {
  const { compress, filePath, maxAgeDay, maxBackups, maxSizeMB } = written;
  return {
    filePath: typeof filePath === 'string' && filePath !== '' ? filePath : defaultFile.filePath,
    // As in Slime's rotation, a size of 0 is the default, while the other two are without bounds then.
    maxSizeMB: count(maxSizeMB, 0) || defaultFile.maxSizeMB,
    maxBackups: count(maxBackups, defaultFile.maxBackups),
    maxAgeDay: count(maxAgeDay, defaultFile.maxAgeDay),
    compress: typeof compress === 'boolean' ? compress : defaultFile.compress
  };
};

const known = [...levels.keys()].join(', ');

/**
 * The settings that `global.log` stands for, as it was written.
 *
 * `fallback` is the level where none is written, or one that nobody knows. A `klogLevel` from 4 on asks for debugging.
 */
export const toLogSettings = (written: JsonObject, fallback: Level = 'info'): LogSettings => {
  const { klogLevel, logLevel, logRotate, logRotateConfig } = written;
  const level = typeof logLevel === 'string' ? toLevel(logLevel) : undefined;
  const isUnknown = typeof logLevel === 'string' && level === undefined;
  return {
    level: count(klogLevel, 0) >= klogDebug ? 'debug' : (level ?? fallback),
    file: logRotate === true ? fileOf(isObject(logRotateConfig) ? logRotateConfig : {}) : undefined,
    remarks: isUnknown
      ? [`logLevel ${JSON.stringify(logLevel)} is none of ${known}; ${fallback} is used.`]
      : []
  };
};
