import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { to } from '../paths';
import { useWords } from '../words/words';

/** Where to go; where the menu is wider than the screen, the page one is on is scrolled into sight. */
export function Menu() {
  const { t } = useWords();
  const { pathname } = useLocation();
  const menu = useRef<HTMLElement>(null);
  useEffect(() => {
    menu.current
      ?.querySelector(`[href="/${pathname.split('/')[1]}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  const links = [
    [to.board(), t.board],
    [to.readings(), t.readings],
    [to.incidents(), t.incidents],
    [to.tasks(), t.tasks],
    [to.resources(), t.resources],
    [to.rota(), t.rota],
    [to.feedback(), t.feedback],
    [to.devices(), t.devicesMenu],
    [to.indicators(), t.indicators],
    [to.stays(), t.stays],
    [to.alarmRules(), t.alarmRules],
    [to.pathway(), t.pathway],
    [to.drills(), t.drills],
  ] as const;
  return (
    <nav aria-label={t.mainMenu} ref={menu}>
      {links.map(([path, name]) => (
        <NavLink key={path} to={path}>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
