import type { Message } from "../../messages/use-message.ts";
import { State } from "../../parts/state.tsx";
import "./edit.css";

/** Others that had the message as it was published: they do not see the edit. */
export function OtherRoutes({ message, route }: { readonly message: Message; readonly route: string }) {
  const others = message.deliveries.filter((each) => each.route !== route && each.settledAt !== null);
  if (others.length === 0) return undefined;
  return (
    <div className="edit-warning" role="note">
      <p>
        Other routes have already processed this message as it was published. They do not see the edit: it
        goes to <span className="mono">{route}</span> alone.
      </p>
      <ul className="row">
        {others.map((other) => (
          <li key={other.route} className="row">
            <span className="mono">{other.route}</span>
            <State state={other.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}
