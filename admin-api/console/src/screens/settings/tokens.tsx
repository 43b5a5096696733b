import { useState } from "react";
import { useRead, type Answer } from "../../api/queries.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { ForAdmins } from "./only-for.tsx";
import { NewToken } from "./new-token.tsx";
import { RotateToken } from "./rotate-token.tsx";
import { SecretShown, type Secret } from "./secret-shown.tsx";
import { tokenColumns } from "./token-columns.tsx";

type Token = Answer<"/api/v1/tokens">["data"][number];
type Asked = { readonly act: "new" } | { readonly act: "rotate" | "revoke"; readonly token: Token };

/** Tokens of people, scripts and producers. */
export function Tokens() {
  return (
    <ForAdmins title="Tokens are for administrators">
      <AllTokens />
    </ForAdmins>
  );
}

function AllTokens() {
  const tokens = useRead("/api/v1/tokens");
  const [asked, setAsked] = useState<Asked>();
  const [secret, setSecret] = useState<Secret>();
  const close = () => setAsked(undefined);
  return (
    <Section
      title="API tokens"
      actions={
        <Button kind="primary" onClick={() => setAsked({ act: "new" })}>
          New token…
        </Button>
      }
    >
      <Loaded of={tokens}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="There is no token">
              <p>A token lets a script, a producer or a person without single sign-on in.</p>
            </Empty>
          ) : (
            <>
              <List
                label="API tokens"
                rows={data}
                columns={tokenColumns}
                idOf={({ id }) => id}
                menu={{
                  label: ({ name }) => `Acts on ${name}`,
                  items: (token) => [
                    { words: "Rotate…", act: () => setAsked({ act: "rotate", token }) },
                    { words: "Revoke…", act: () => setAsked({ act: "revoke", token }), danger: true },
                  ],
                }}
              />
              <Pager shown={data.length} total={data.length} next={undefined} isFurther={false} />
            </>
          )
        }
      </Loaded>
      {asked?.act === "new" && <NewToken onClose={close} onMade={setSecret} />}
      {asked?.act === "rotate" && <RotateToken token={asked.token} onClose={close} onMade={setSecret} />}
      {asked?.act === "revoke" && <Revoke token={asked.token} onClose={close} />}
      {secret && <SecretShown secret={secret} onClose={() => setSecret(undefined)} />}
    </Section>
  );
}

function Revoke({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  return (
    <ActDialog
      title={`Revoke ${token.name}`}
      verb="Revoke it"
      kind="danger"
      done={`${token.name} is revoked.`}
      act={(reason) => ({
        method: "DELETE",
        path: `tokens/${token.id}?${new URLSearchParams({ reason }).toString()}`,
      })}
      onClose={onClose}
    >
      <p>Whoever uses it is refused at once, also in browsers that signed in with it. It cannot be undone.</p>
    </ActDialog>
  );
}
