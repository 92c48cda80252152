import type { CodeGroup } from '../words/codes';
import type { Texts } from '../words/textsEn';

/** One thing a form asks for; its name is the mutation's argument. */
export type Field =
  | { readonly kind: 'TIME'; readonly name: string; readonly label: keyof Texts; readonly optional?: boolean }
  | {
      readonly kind: 'CODE';
      readonly name: string;
      readonly label: keyof Texts;
      readonly group: CodeGroup;
      readonly options: readonly string[];
      /** What is offered once the field `by` has been answered, by its answer. */
      readonly narrowed?: { readonly by: string; readonly options: Readonly<Record<string, readonly string[]>> };
      readonly optional?: boolean;
      readonly initial?: string;
    }
  | {
      readonly kind: 'CODES';
      readonly name: string;
      readonly label: keyof Texts;
      readonly group: CodeGroup;
      readonly options: readonly string[];
    }
  | {
      readonly kind: 'TEXT';
      readonly name: string;
      readonly label: keyof Texts;
      readonly optional?: boolean;
      readonly long?: boolean;
    }
  | {
      readonly kind: 'NUMBER';
      readonly name: string;
      readonly label: keyof Texts;
      readonly optional?: boolean;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: 'DATE'; readonly name: string; readonly label: keyof Texts; readonly optional?: boolean }
  /** A calendar day without a time. */
  | { readonly kind: 'DAY'; readonly name: string; readonly label: keyof Texts; readonly optional?: boolean }
  | { readonly kind: 'MOMENT'; readonly name: string; readonly label: keyof Texts; readonly optional?: boolean }
  | {
      readonly kind: 'PERSON';
      readonly name: string;
      readonly label: keyof Texts;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly kind: 'FLAG'; readonly name: string; readonly label: keyof Texts }
  | { readonly kind: 'EPISODE'; readonly name: string; readonly label: keyof Texts; readonly optional?: boolean }
  | {
      /** One of the episode's own ECGs. */
      readonly kind: 'ECG';
      readonly name: string;
      readonly label: keyof Texts;
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly optional?: boolean;
    }
  | {
      /** An edition of the pathway of this hospital. */
      readonly kind: 'EDITION';
      readonly name: string;
      readonly label: keyof Texts;
      readonly siteId?: string;
    }
  | { readonly kind: 'LAB'; readonly name: string; readonly label: keyof Texts }
  | {
      readonly kind: 'SITE';
      readonly name: string;
      readonly label: keyof Texts;
      readonly siteKinds: readonly string[];
      readonly optional?: boolean;
      readonly initial?: string;
    }
  | { readonly kind: 'PATIENT'; readonly name: string; readonly label: keyof Texts }
  | { readonly kind: 'STENTS'; readonly name: string; readonly label: keyof Texts }
  | { readonly kind: 'DRUGS'; readonly name: string; readonly label: keyof Texts }
  | {
      readonly kind: 'PAIRS';
      readonly name: string;
      readonly label: keyof Texts;
      readonly keys: readonly (keyof Texts)[];
    };

/** A form: what it is called, what it asks, what it sends. */
export type Form = {
  readonly title: string;
  readonly document: { toString(): string };
  readonly fields: readonly Field[];
  /** Arguments the form does not ask for: the episode, the clock, the page. */
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly initial?: Readonly<Record<string, unknown>>;
};

export type TimeValue = {
  readonly at: string;
  readonly precision: 'SECOND' | 'MINUTE' | 'HOUR' | 'INTERVAL';
  readonly until?: string | undefined;
};
