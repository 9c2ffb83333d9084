import { InvalidArgumentError } from 'commander';
import { Instant } from '../core.js';

/** A duration such as `200ms`, `10s` or `1m`, in milliseconds. */
export const duration = (text: string): number => {
  const found = Instant.parseDuration(text);
  if (found === undefined) throw new InvalidArgumentError('It is no duration, such as 200ms, 10s or 1m.');
  return found;
};

/** A whole number that is larger than nothing. */
export const positive = (text: string): number => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number < 1) throw new InvalidArgumentError('It is no whole number from 1 on.');
  return number;
};

/** A port of somebody else's. */
export const port = (text: string): number => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 65_535) throw new InvalidArgumentError('It is no port number (1 to 65535).');
  return number;
};

/** A port; 0 stands for any that is free. */
export const portOrAny = (text: string): number => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (number < 0 || number > 65_535) throw new InvalidArgumentError('It is no port number (0 to 65535).');
  return number;
};
