import type { ConnectionSummary } from '../../bridge/connections.ts';
import { useWords } from '../language.tsx';

/** How people read a connection's name: theirs, or the practice connection's in their language. */
export function useConnectionName(): (connection: ConnectionSummary) => string {
  const words = useWords();
  return (connection) => (connection.practice ? words.connections.practiceName : connection.name);
}
