import { Button, Select } from 'antd';
import { Suspense, useEffect, useEffectEvent } from 'react';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import type { Role } from '../../../workflows/domain/vocabulary';
import { startLive } from '../api/live';
import { resumeOutbox } from '../api/outbox';
import { setSession, useSession } from '../api/session';
import { to } from '../paths';
import { turnOff } from '../ringing/browser';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { Footer } from './Footer';
import { LanguageSwitch } from './LanguageSwitch';
import { Menu } from './Menu';
import { PagesDrawer } from './PagesDrawer';
import { StaleBanner } from './StaleBanner';
import { Waiting } from './Waiting';
import { UnsentCount } from './UnsentCount';
import { useTellRefused } from './useAct';

/** The frame of every page: where to go, who asks for me, how old what I see is. */
export function Shell() {
  const { t, word } = useWords();
  const who = useSession();
  const place = useLocation();
  const personId = who?.personId;
  const hearRefused = useEffectEvent(useTellRefused());

  useEffect(() => {
    if (personId === undefined) return undefined;
    resumeOutbox(({ label }, answer) => {
      if ('problem' in answer) hearRefused(label, answer.problem);
    });
    return startLive();
  }, [personId]);

  if (who === undefined)
    return <Navigate to={`${to.signIn()}?from=${encodeURIComponent(place.pathname + place.search)}`} replace />;

  const signOut = () => {
    void turnOff(t.ringing); // said under the token that ends here
    setSession(undefined);
  };
  const roles = [...new Set(who.duties.map(({ role }) => role))];
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t.skipToContent}
      </a>
      <header className="top">
        <NavLink to={to.board()} className="brand">
          <span className="logo" aria-hidden="true" />
          {t.appName}
        </NavLink>
        <Menu />
        <div className="who">
          <UnsentCount />
          <PagesDrawer key={who.personId} />
          <span className="person-name">{who.name}</span>
          {roles.length > 1 ? (
            <Select<Role | ''>
              size="small"
              aria-label={t.actingAs}
              value={who.role ?? ''}
              popupMatchSelectWidth={false}
              options={[
                { value: '', label: fill(t.allMyRoles, { n: roles.length }) },
                ...roles.map((role) => ({ value: role, label: word('role', role) })),
              ]}
              onChange={(role) => setSession({ ...who, role: role === '' ? undefined : role })}
            />
          ) : (
            <span className="role">{word('role', roles[0])}</span>
          )}
          <LanguageSwitch />
          <Button type="text" size="small" onClick={signOut}>
            {t.signOut}
          </Button>
        </div>
      </header>
      <StaleBanner />
      <Suspense fallback={<Waiting />}>
        <Outlet />
      </Suspense>
      <Footer />
    </div>
  );
}
