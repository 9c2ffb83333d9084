/** A function that templates may call. */
export type FunctionName = 'print' | 'printf' | 'default' | 'quote';

/** What an action computes. */
export type Expression =
  | { readonly _tag: 'Literal'; readonly value: string | number | boolean }
  | { readonly _tag: 'Values'; readonly path: ReadonlyArray<string> }
  | { readonly _tag: 'Call'; readonly name: FunctionName; readonly operands: ReadonlyArray<Expression> };

/** A template: texts, and actions between them. */
export type Template = ReadonlyArray<string | Expression>;

export const functions: ReadonlyArray<FunctionName> = ['print', 'printf', 'default', 'quote'];

export const isFunction = (name: string): name is FunctionName =>
  functions.some(function_ => function_ === name);
