import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { urlOf } from "../../api/base.ts";
import { problemOf, type Problem } from "../../api/problem.ts";
import { queryClient } from "../../api/queries.ts";
import { signInMethods, signInWith, type SignInMethods } from "../../api/sign-in.ts";
import { Button } from "../../parts/button.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { Field } from "../../parts/field.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import "./sign-in.css";

/** Where one signs in: at the identity provider, or with a token. */
export function Screen() {
  const { returnTo } = useSearch({ from: "/sign-in" });
  const methods = useQuery<SignInMethods, Problem>({
    queryKey: ["auth/methods"],
    queryFn: signInMethods,
    refetchInterval: ({ state }) => (state.error ? 3_000 : false),
  });
  useEffect(() => {
    document.title = "Sign in · Spindle";
  }, []);
  return (
    <main className="sign-in">
      <div className="card stack">
        <h1>Sign in to Spindle</h1>
        <Loaded of={methods} rows={3}>
          {({ oidc, token }) => (
            <>
              {oidc && (
                <a
                  className="button primary"
                  href={`${urlOf(oidc.loginPath.replace(/^\//, ""))}?returnTo=${encodeURIComponent(returnTo ?? "/")}`}
                >
                  Continue with {oidc.name}
                </a>
              )}
              {token && <TokenForm returnTo={returnTo} isSecond={oidc !== null} />}
            </>
          )}
        </Loaded>
      </div>
    </main>
  );
}

function TokenForm({
  returnTo,
  isSecond,
}: {
  readonly returnTo: string | undefined;
  readonly isSecond: boolean;
}) {
  const router = useRouter();
  const [token, setToken] = useState("");
  const signing = useMutation<void, Problem>({
    mutationFn: () => signInWith(token.trim()).catch((error: unknown) => Promise.reject(problemOf(error))),
    onSuccess: () => {
      queryClient.clear();
      router.history.push(router.basepath.replace(/\/$/, "") + ownPath(returnTo));
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() !== "") signing.mutate();
      }}
    >
      <Field
        label="Token"
        hint="It stays in a cookie that no script reads, until you sign out or it ends. With npm start it is in .spindle/admin-token."
      >
        {(ids) => (
          <input
            {...ids}
            className="input mono"
            type="password"
            autoComplete="off"
            spellCheck={false}
            maxLength={8_192}
            value={token}
            onChange={({ target }) => setToken(target.value)}
          />
        )}
      </Field>
      {signing.error && <ProblemBox problem={signing.error} />}
      <Button
        type="submit"
        kind={isSecond ? "plain" : "primary"}
        busy={signing.isPending}
        off={token.trim() === "" ? "Give a token first." : undefined}
      >
        Sign in with the token
      </Button>
    </form>
  );
}

/** Only a path of this console: an address of somewhere else would send people away after they signed in. */
const ownPath = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])/.test(path) ? path : "/";
