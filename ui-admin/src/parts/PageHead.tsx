import type { ReactNode } from 'react';
import { useTabTitle } from './tabTitle';

type Props = {
  readonly title: string;
  /** What the browser's tab says; absent = the title. */
  readonly tab?: string;
  readonly children?: ReactNode;
};

/** The head of a page: what it is called, and beside it what it is about and what starts from here. */
export function PageHead({ title, tab = title, children }: Props) {
  useTabTitle(tab);
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {children}
    </div>
  );
}
