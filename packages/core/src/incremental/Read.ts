import type { HostTable } from '../indexing/HostTable.js';

/** The tables of a registry; only the first two are asked in other ways than `exactly`. */
export type Table =
  | 'definitions'
  | 'routings'
  | 'definitionsOf'
  | 'namespaces'
  | 'services'
  | 'servicesOf'
  | 'servicesLabelled'
  | 'addresses'
  | 'clock';

export type Way = 'exactly' | 'covering' | 'within' | 'matching';

/** That something was looked up: in which table, in which way, under which key. */
export interface Read {
  readonly table: Table;
  readonly way: Way;
  readonly key: string;
}

/** The keys under which tables have changed. They are found in the ways in which tables are asked. */
export type Touched = Readonly<Record<Table, HostTable<string>>>;

/** Whether the answer may be another one now: the question, asked of the changed keys alone, finds any. */
export const isTouched = (touched: Touched, { table, way, key }: Read): boolean =>
  touched[table].all.size > 0 && touched[table][way](key).length > 0;
