// The owner's own pages in PocketBase's dashboard. PocketBase's extension API may change in any of its minor versions, so
// only these of its globals are used: app.store.headerLinks, app.store.title, app.routes.superuserOnly, app.pb, t and store.

const CATALOGUE = "#/catalogue";
const IMPORT = "/api/owner/catalogue/import";
const LARGEST_MB = 256;
const POLL_MS = 700;
const RETRY_MS = 3000;

app.store.headerLinks.splice(1, 0, { href: CATALOGUE, icon: "ri-gift-line", label: "Catalogue" });
app.routes.superuserOnly(CATALOGUE, cataloguePage);

const STYLE = `
.desk { max-width: 760px; display: grid; gap: 20px; margin: 0 auto; width: 100%; }
.desk h1 { font-size: 1.5em; line-height: 1.25; margin: 0; }
.desk section { border: 1px solid var(--surfaceAlt3Color); border-radius: var(--borderRadius); padding: 20px; display: grid; gap: 12px; background: var(--surfaceColor); }
.desk h2 { font-size: 1.15em; line-height: 1.3; margin: 0; }
.desk h3 { font-size: 1em; margin: 8px 0 0; }
.desk p, .desk ul { margin: 0; }
.desk ul { padding-left: 20px; display: grid; gap: 4px; }
.desk .desk-act { justify-self: start; min-height: 44px; }
.desk input[type=file] { width: 100%; min-height: 44px; padding: 9px; border: 1px dashed var(--surfaceAlt5Color); border-radius: var(--borderRadius); background: var(--surfaceAlt1Color); color: inherit; }
.desk label { font-weight: 600; }
.desk progress { width: 100%; height: 10px; accent-color: var(--accentColor); }
.desk .desk-say { border-radius: var(--borderRadius); border-left: 4px solid var(--surfaceAlt5Color); padding: 10px 14px; background: var(--surfaceAlt1Color); overflow-wrap: anywhere; }
.desk .desk-good { border-color: var(--successColor); background: var(--surfaceSuccessColor); }
.desk .desk-bad { border-color: var(--dangerColor); background: var(--surfaceDangerColor); }
.desk .desk-wait { border-color: var(--infoColor); background: var(--surfaceInfoColor); }
.desk table { width: 100%; border-collapse: collapse; }
.desk caption { text-align: left; font-weight: 600; padding-bottom: 6px; }
.desk th, .desk td { text-align: left; vertical-align: top; padding: 8px 10px; height: auto; border-top: 1px solid var(--surfaceAlt3Color); }
.desk td.desk-message { width: 100%; overflow-wrap: anywhere; }
.desk td.desk-file { max-width: 180px; overflow-wrap: anywhere; min-width: 110px; }
.desk [role=status]:not(:has(*)), .desk [role=alert]:not(:has(*)) { margin-top: -12px; }
.desk thead th { border-top: 0; color: var(--surfaceTxtHintColor); font-weight: 600; }
.desk td.desk-line, .desk td.desk-column { white-space: nowrap; }
@media (max-width: 560px) {
  .desk section { padding: 14px; }
  .desk thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .desk tr { display: grid; grid-template-columns: auto auto 1fr; gap: 0 12px; padding: 8px 0; border-top: 1px solid var(--surfaceAlt3Color); }
  .desk td { border: 0; padding: 0; min-width: 0; }
  .desk td.desk-file, .desk td.desk-line, .desk td.desk-column { color: var(--surfaceTxtHintColor); white-space: normal; }
  .desk td.desk-message { grid-column: 1 / -1; }
  .desk td.desk-file { max-width: none; }
}`;

/** "1 record", "2,000 records". */
function counted(count, one, many = `${one}s`) {
    return `${count.toLocaleString("en-NG")} ${count === 1 ? one : many}`;
}

function cataloguePage() {
    app.store.title = "Catalogue";

    // job is the import as the server last told it; sent is the percentage of the file that has left this browser, while
    // it does; trouble is what went wrong in words, lost whether that is only the connection; stage is said aloud.
    const data = store({ job: null, sent: null, trouble: "", lost: false, downloading: "", stage: "", kind: "" });
    let open = true;
    let timer = 0;

    async function ask(path, options) {
        return app.pb.send(path, { requestKey: null, ...options });
    }

    const working = () => data.job?.state === "checking" || data.job?.state === "importing";

    /** Takes what is new. A sentence that is still true is left alone, so that a screen reader does not repeat it. */
    function take(job, sent) {
        data.job = job;
        data.sent = sent;
        const [kind, stage] = stageOf(job, sent);
        if (data.stage !== stage) {
            data.kind = kind;
            data.stage = stage;
        }
    }

    /** Puts the keyboard where the news comes, because what it was on goes away. */
    function listen() {
        document.getElementById("desk-stage")?.focus();
    }

    async function look() {
        clearTimeout(timer);
        if (!open) {
            return;
        }
        let wait = POLL_MS;
        try {
            take(await ask(IMPORT, { method: "GET" }), null);
            if (data.lost) {
                data.lost = false;
                data.trouble = "";
            }
        } catch (error) {
            if (error.status) {
                data.trouble = error.response?.message || "The shop did not answer. Reload this page.";
                return;
            }
            // What the server does goes on without this page.
            wait = RETRY_MS;
            data.lost = true;
            data.trouble = data.job?.state === "importing"
                ? "The connection is lost. The shop goes on without it: either all of the file is brought in, or nothing. This page asks again every few seconds and will say which."
                : "The connection is lost. The catalogue is as it was. This page asks again every few seconds.";
        }
        if (data.lost || working()) {
            timer = setTimeout(look, wait);
        }
    }

    function upload(file) {
        data.trouble = "";
        data.lost = false;
        if (file.size > LARGEST_MB * 1024 * 1024) {
            data.trouble = `${file.name} has ${Math.ceil(file.size / 1024 / 1024)} MB. At most ${LARGEST_MB} MB can be brought in at once: divide the pictures among several zip files. Nothing was changed.`;
            return;
        }
        if (!/\.(zip|csv)$/i.test(file.name)) {
            data.trouble = `${file.name} is neither a zip file nor a CSV table. In Excel or LibreOffice, save the table as CSV UTF-8. Nothing was changed.`;
            return;
        }
        // XMLHttpRequest, because fetch does not tell how much of a file has been sent.
        const request = new XMLHttpRequest();
        request.open("POST", app.pb.buildURL(`${IMPORT}?name=${encodeURIComponent(file.name)}`));
        request.setRequestHeader("Authorization", app.pb.authStore.token);
        request.setRequestHeader("Content-Type", "application/octet-stream");
        request.upload.onprogress = (event) => {
            take(null, event.total ? Math.floor((event.loaded / event.total) * 100) : 0);
        };
        request.onload = () => {
            take(null, null);
            let answer = {};
            try {
                answer = JSON.parse(request.responseText);
            } catch {
                // A proxy's page; its status says enough.
            }
            if (request.status === 202) {
                take(answer, null);
                look();
            } else if (request.status === 413) {
                data.trouble = `The file is larger than what can be brought in at once (${LARGEST_MB} MB). Nothing was changed.`;
            } else {
                data.trouble = `${answer.message || "The shop did not take the file."} Nothing was changed.`;
            }
        };
        request.onerror = () => {
            take(null, null);
            data.trouble = "The connection was lost while the file was sent. Nothing was changed. Choose the file again.";
        };
        take(null, 0);
        listen();
        request.send(file);
    }

    async function bringIn() {
        data.trouble = "";
        try {
            take(await ask(`${IMPORT}/${data.job.id}`, { method: "POST" }), null);
            listen();
        } catch (error) {
            if (error.status) {
                data.trouble = error.response?.message || "The shop did not answer. Nothing was changed.";
                return;
            }
        }
        look();
    }

    async function download() {
        data.downloading = "";
        try {
            const token = await app.pb.files.getToken({ requestKey: null });
            const link = document.createElement("a");
            link.href = app.pb.buildURL(`/api/owner/catalogue/export?token=${encodeURIComponent(token)}`);
            link.download = "";
            link.click();
            data.downloading = "The download has begun. Your browser shows when it is complete.";
        } catch {
            data.downloading = "The download could not begin. Look whether you are online, then try again.";
        }
    }

    look();

    return t.div(
        { className: "page page-catalogue", onunmount: () => { open = false; clearTimeout(timer); } },
        t.style({ textContent: STYLE }),
        t.div(
            { className: "page-content full-height" },
            t.div(
                { className: "wrapper m-b-base" },
                t.div(
                    { className: "desk" },
                    t.h1(null, "Catalogue"),
                    t.section(
                        { ariaLabel: "Download" },
                        t.h2(null, "Take it along"),
                        t.p(null, "A zip file with your delivery towns, categories, products and customization fields, a table for each, and all pictures. The tables open in Excel and LibreOffice."),
                        t.button({ type: "button", className: "btn desk-act", onclick: download }, t.i({ className: "ri-download-2-line", ariaHidden: true }), t.span({ className: "txt" }, "Download the catalogue")),
                        t.div({ role: "status" }, () => data.downloading ? t.p({ className: "desk-say" }, data.downloading) : undefined),
                    ),
                    t.section(
                        { ariaLabel: "Bring in a catalogue" },
                        t.h2(null, "Bring in a catalogue"),
                        t.p(null, "Choose a zip file as it is downloaded above, one of its tables by itself, or the products CSV of Shopify or WooCommerce. It is only checked at first: you see what would change before anything does."),
                        t.ul(
                            null,
                            t.li(null, "A row changes the product with its slug, or adds one. What is not in the file stays as it is."),
                            t.li(null, `At most ${LARGEST_MB} MB. Pictures lie in a folder named pictures in the zip.`),
                        ),
                        t.label({ htmlFor: "desk-file" }, "File"),
                        t.input({
                            id: "desk-file",
                            type: "file",
                            accept: ".zip,.csv",
                            disabled: () => data.sent !== null || working(),
                            onchange: (event) => {
                                const file = event.target.files[0];
                                event.target.value = ""; // the same file, mended, may be chosen again
                                if (file) {
                                    upload(file);
                                }
                            },
                        }),
                        t.div({ role: "alert" }, () => data.trouble ? t.p({ className: `desk-say ${data.lost ? "desk-wait" : "desk-bad"}` }, data.trouble) : undefined),
                        t.div(
                            { id: "desk-stage", role: "status", tabIndex: -1 },
                            () => data.stage ? t.p({ className: `desk-say ${data.kind}` }, data.stage) : undefined,
                        ),
                        () => bar(data),
                        () => ready(data.job)
                            ? t.button({ type: "button", className: "btn desk-act", onclick: bringIn }, t.span({ className: "txt" }, "Bring it in"))
                            : undefined,
                        () => changes(data.job),
                        () => listed(data.job?.problems, data.job?.problemsCount, "problem"),
                        () => listed(data.job?.notes, data.job?.notesCount, "note"),
                    ),
                ),
            ),
        ),
    );
}

/** Whether a file was checked and may be brought in. */
function ready(job) {
    return job?.state === "checked" && job.problemsCount === 0 && job.added + job.changed > 0;
}

/** What is happening to the file, in one sentence, and how it is to be shown. */
function stageOf(job, sent) {
    if (sent !== null) {
        return ["desk-wait", "The file is being sent."];
    }
    if (!job || job.state === "none") {
        return ["", ""];
    }
    const changed = job.changed.toLocaleString("en-NG");
    const same = job.same ? ` ${counted(job.same, "record")} ${job.same === 1 ? "is" : "are"} the same already.` : "";
    switch (job.state) {
        case "checking":
            return ["desk-wait", `${job.file} is being checked. Nothing is changed yet.`];
        case "importing":
            return ["desk-wait", `${job.file} is being brought in: all of it or nothing.`];
        case "failed":
            return ["desk-bad", `${job.file}: ${job.text}${/nothing was/i.test(job.text) ? "" : " Nothing was changed."}`];
        case "done":
            return ["desk-good", `${job.file} is in your shop: ${counted(job.added, "record")} added, ${changed} changed.${same}`];
    }
    if (job.problemsCount) {
        return ["desk-bad", `${job.file} has ${counted(job.problemsCount, "problem")}. Nothing was changed. Mend ${job.problemsCount === 1 ? "it" : "them"} and choose the file again.`];
    }
    if (!ready(job)) {
        return ["desk-good", `${job.file} says nothing new.${same}`];
    }
    return ["desk-good", `${job.file} has no problems. It would add ${counted(job.added, "record")} and change ${changed}.${same}`];
}

/** How far it is: of the file that is sent, or of the rows and pictures. */
function bar(data) {
    const job = data.job;
    const running = job?.state === "checking" || job?.state === "importing";
    if (data.sent === null && !running) {
        return;
    }
    const [value, max, text] = data.sent !== null ? [data.sent, 100, `${data.sent} of 100 percent sent`] : [job.done, job.total, job.text];
    const bar = t.progress({ max: max || 1, ariaLabel: "How far it is" });
    if (max) {
        bar.value = value; // without a value the bar says that nobody knows yet
    }
    return t.div(null, bar, t.p({ className: "txt-hint" }, text));
}

/** The table of what is wrong or left out. */
function listed(rows, count, what) {
    if (count) {
        const last = what === "note" ? "What is left out" : "What to do";
        return table(rows, count, counted(count, what), ["Column", last], (row) => row.column, (row) => row.message);
    }
}

/** The table of what was, or would be, added and changed. */
function changes(job) {
    if (!job || job.problemsCount || !job.changes.length) {
        return;
    }
    const caption = job.state === "done" ? "What was changed" : "What would change";
    return table(job.changes, job.added + job.changed, caption, ["Record", "What changes"], (row) => row.name, (row) => row.new ? "New" : row.columns.join(", "));
}

function table(rows, count, caption, columns, third, fourth) {
    const more = count - rows.length;
    return t.div(
        null,
        t.table(
            null,
            t.caption(null, caption),
            t.thead(null, t.tr(null, ...["Table", "Line", ...columns].map((name) => t.th({ scope: "col" }, name)))),
            t.tbody(
                null,
                ...rows.map((row) => t.tr(
                    null,
                    t.td({ className: "desk-file" }, row.file === "." ? "The file" : row.file),
                    t.td({ className: "desk-line" }, row.line ? `Line ${row.line}` : ""),
                    t.td({ className: "desk-column" }, third(row)),
                    t.td({ className: "desk-message" }, fourth(row)),
                )),
            ),
        ),
        more > 0 ? t.p({ className: "txt-hint" }, `And ${more.toLocaleString("en-NG")} more, not listed here.`) : undefined,
    );
}
