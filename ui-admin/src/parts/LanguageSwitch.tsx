import { Button } from 'antd';
import { useWords } from '../words/words';

export function LanguageSwitch() {
  const { t, language, setLanguage } = useWords();
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <Button type="text" size="small" lang={other} onClick={() => setLanguage(other)}>
      {t.otherLanguage}
    </Button>
  );
}
