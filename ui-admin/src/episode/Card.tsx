import { useId, type ReactNode } from 'react';

/** One titled box of a page; the title names the region for a screen reader. */
export function Card({
  title,
  aside,
  id,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly id?: string;
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className="card" aria-labelledby={heading} {...(id === undefined ? {} : { id })}>
      <header>
        <h2 id={heading}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
