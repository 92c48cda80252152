import { useEffect, useEffectEvent } from 'react';

/** Single-key shortcuts of a page; silent while somebody types. */
export const useKeys = (keys: Readonly<Record<string, () => void>>): void => {
  const actionOf = useEffectEvent((key: string) => keys[key]);
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent) => {
      const target = event.target;
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
      const choosing = target instanceof HTMLInputElement && (target.type === 'radio' || target.type === 'checkbox');
      const key = event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key;
      if (event.altKey || (typing && !choosing && !key.startsWith('Ctrl+'))) return;
      const action = actionOf(key.length === 1 ? key.toLowerCase() : key);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
};
