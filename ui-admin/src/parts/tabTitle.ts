import { useEffect } from 'react';
import { useWords } from '../words/words';

let page = '';
let waiting = 0;

const show = () => {
  document.title = waiting > 0 ? `(${waiting}) ${page}` : page;
};

/** Names the browser's tab after the page it shows. */
export const useTabTitle = (name: string): void => {
  const { t } = useWords();
  useEffect(() => {
    page = `${name} · ${t.appName}`;
    show();
  }, [name, t]);
};

/** Puts before the tab's name how many ask for the reader, who may be looking at another tab. */
export const useWaitingInTab = (count: number): void => {
  useEffect(() => {
    waiting = count;
    show();
    return () => {
      waiting = 0;
      show();
    };
  }, [count]);
};
