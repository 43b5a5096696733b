import { useEffect, useRef, type ReactNode } from "react";
import "./page.css";

type PageProps = {
  readonly title: string;
  /** What the heading shows, where it is more than the title. */
  readonly heading?: ReactNode;
  /** Beside the heading: the page's buttons. */
  readonly actions?: ReactNode;
  /** Below the heading: what it is, in a line. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
};

/** A screen: its title is that of the window, and is told to screen readers when it opens. */
export function Page({ title, heading, actions, lead, children }: PageProps) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Spindle`;
  }, [title]);
  useEffect(() => top.current?.focus({ preventScroll: true }), []);
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          <h1 ref={top} tabIndex={-1}>
            {heading ?? title}
          </h1>
          {lead !== undefined && <div className="page-lead">{lead}</div>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a screen with a heading. */
export function Section({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="section" aria-label={title}>
      <header className="section-head">
        <h2>{title}</h2>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** Names and values. A value that is undefined is left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
