using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Records.Api.OpenApi;

/// <summary>What every definition's answers have in common: statements, lists, faults, problems.</summary>
internal static class SharedSchemas
{
    public const string Summary = "Statement";
    public const string Reply = "Reply";
    public const string Load = "Load";
    public const string Request = "Request";

    private static readonly (int Status, string Name, string Says)[] Refusals =
    [
        (400, "Unreadable", "What was sent cannot be read."), (401, "NoKey", "The key is missing where one is needed, or is wrong, revoked or expired."),
        (403, "MayNot", "The post of the key does not allow it."), (404, "NotThere", "It does not exist, or may not be read: which of them is not said."),
        (406, "NoSuchForm", "None of the forms in Accept is given."), (409, "Conflict", "Somebody was there first, or the state does not allow it."), (412, "Changed", "It is no longer the version that If-Match names."),
        (413, "TooLarge", "More was sent than is taken at once."), (415, "NotThisType", "This content type is not taken."),
        (422, "Wrong", "It was read, and is wrong: errors says everything that is."), (429, "TooOften", "Too often; Retry-After says how long to wait."),
        (503, "NotNow", "Not now; Retry-After says when."),
    ];

    public static IEnumerable<(string Name, JsonNode Schema)> All =>
    [
        ("Period", Json.Object(["start", "end"], ("start", Json.Text("The first day", "date")), ("end", Json.Text("The first day after it", "date")))),
        ("Fault", Json.Object(["rule", "level", "detail"],
            ("rule", Json.Text("A code of Entente, or check: and the code of a check of the definition")),
            ("level", Json.Of(("type", "string"), ("enum", Json.Words("error", "warning", "note")))),
            ("pointer", Json.Text("Where it is in the content, as a JSON pointer (RFC 6901)")),
            ("section", Json.Type("string")), ("row", Json.Text("The id of the row", "uuid")), ("rowNumber", Json.Of(("type", "integer"), ("minimum", 1))), ("field", Json.Type("string")),
            ("place", Json.Text("Where it is, in words")), ("detail", Json.Text("What is wrong and how to mend it, in the language of Accept-Language")))),
        ("Problem", Json.Object(["type", "title", "status", "errors"],
            ("type", Json.Text("What kind of problem it is; the address explains it", "uri-reference")), ("title", Json.Type("string")), ("status", Json.Type("integer")),
            ("detail", Json.Type("string")), ("reference", Json.Text("What to name when asking for help")), ("errors", Json.ListOf(Json.Ref("Fault"))))),
        (Load, Json.Object(["load", "state", "ahead", "bytes", "bytesRead", "rows", "faults"],
            ("load", Json.Text("The load", "uuid")), ("state", Json.Of(("type", "string"), ("enum", Json.Words("waiting", "running", "done", "refused", "cancelled", "failed")))),
            ("ahead", Json.Type("integer", "How many are served before it")), ("bytes", Json.Type("integer")), ("bytesRead", Json.Type("integer")), ("rows", Json.Type("integer", "Rows written so far")),
            ("faults", Json.Type("integer", "Faults found so far; …/faults lists them when it has ended")), ("rowsPerSecond", Json.Type("number")), ("secondsLeft", Json.Type("number")),
            ("version", Json.Type("integer", "The version it became")))),
        (Summary, Json.Object(["id", "definition", "state", "version", "changedAt"], [.. About])),
        (Request, Json.Object(["id", "statement", "act", "askedAt", "outcome"],
            ("id", Json.Text("The request", "uuid")), ("statement", Json.Text("The entry", "uuid")), ("title", Json.Type("string")), ("party", Json.Type("string")),
            ("act", Json.Text("begin, change, correct, end, reinstate, merge, split, undo, or a step of the workflow")), ("valid", Json.Ref("Days")), ("reason", Json.Type("string")),
            ("askedAt", Json.Text("When", "date-time")), ("outcome", Json.Of(("type", "string"), ("enum", Json.Words("waits", "agreed", "refused", "withdrawn")))),
            ("answer", Json.Type("string")), ("answeredAt", Json.Text("When", "date-time")))),
        ("Days", Json.Object([], ("start", Json.Text("The first day; left out: since ever", "date")), ("end", Json.Text("The first day after it; left out: it goes on", "date")))),
        (Reply, Json.Object(["statement", "version", "state", "faults"],
            ("statement", Json.Text("The statement", "uuid")), ("version", Json.Of(("type", "integer"), ("minimum", 0))), ("state", Json.Type("string")),
            ("commitment", Json.Text("The commitment to the version that was made, in hexadecimal figures")),
            ("place", Json.Type("integer", "Its place in the log; left out where it has none yet: it stands, and its receipt follows")), ("receipt", Json.Text("Where its receipt is")), ("faults", Json.ListOf(Json.Ref("Fault"), "Warnings and notes")))),
    ];

    public static IEnumerable<(string Name, JsonNode Response)> Problems => Refusals.Select(refusal => (refusal.Name, (JsonNode)Json.Of(
        ("description", refusal.Says),
        ("headers", refusal.Status is 429 or 503 ? Json.Of(("Retry-After", Json.Of(("schema", Json.Type("integer", "Seconds"))))) : null),
        ("content", Json.Of(("application/problem+json", Json.Of(("schema", Json.Ref("Problem")))))))));

    public static IEnumerable<(string Name, JsonNode Parameter)> Parameters =>
    [
        ("id", Parameter("id", "path", Json.Text("The id of the statement", "uuid"))),
        ("version", Parameter("version", "query", Json.Of(("type", "integer"), ("minimum", 1), ("description", "A version before the last")))),
        ("ifNoneMatch", Parameter("If-None-Match", "header", Json.Text("The ETag of what is already there"))),
        ("idempotencyKey", Parameter("Idempotency-Key", "header", Json.Of(("type", "string"), ("minLength", 1), ("maxLength", 200), ("description", "Sent again with the same key, it is done once and answered alike.")))),
        ("limit", Parameter("limit", "query", Json.Of(("type", "integer"), ("minimum", 1), ("maximum", 1000), ("default", 100)))),
        ("cursor", Parameter("cursor", "query", Json.Text("Where to go on: next of the answer before"))),
    ];

    /// <summary>What belongs to one definition: a statement with its content under any of its versions, a page of the list, what is submitted.</summary>
    public static IEnumerable<(string Name, JsonNode Schema)> Of(IReadOnlyList<PublishedDefinition> versions)
    {
        var current = versions[0];
        var contents = versions.Select(one => Json.Ref(ContentSchemas.NameOf(one.Definition, one.Version))).ToList();
        yield return (NameOf(current), Json.Object(["id", "definition", "definitionVersion", "state", "version", "changedAt", "content"],
            [.. About, ("definitionVersion", Json.Of(("type", "integer"), ("minimum", 1))), .. OfEntry(current), ("content", contents.Count == 1 ? contents[0] : Json.Of(("anyOf", Json.List(contents))))]));
        yield return (NameOf(current) + ".page", Json.Object(["items"], ("items", Json.ListOf(Json.Ref(Summary))), ("next", Json.Text("The cursor of what follows; absent at the end"))));
        yield return (NameOf(current) + ".submission", Submission(current));
    }

    public static JsonNode ContentOf(PublishedDefinition current) => Json.Ref(ContentSchemas.NameOf(current.Definition, current.Version));

    // What is said of an entry as of a day and an instant.
    private static (string, JsonNode?)[] OfEntry(PublishedDefinition current) => current.Definition.Kind != DefinitionKind.Register ? [] :
    [
        ("mergedInto", Json.Text("The entry that stands for this one since they were merged", "uuid")),
        ("holds", Json.Type("boolean", "With valid-on or known-at: whether it holds on that day")), ("valid", Json.Ref("Days")),
    ];

    public static string NameOf(int status) => Refusals.First(refusal => refusal.Status == status).Name;

    public static string NameOf(PublishedDefinition one) => one.Definition.Code + ".statement";

    private static JsonObject Submission(PublishedDefinition current) => Json.Object([],
        ("party", Json.Text("Who declares; the party of the key where it is left out")),
        ("period", current.Definition.Kind == DefinitionKind.Return ? Json.Ref("Period") : null),
        ("valid", current.Definition.Kind == DefinitionKind.Register ? Json.Ref("Days") : null),
        ("corrects", current.Definition.Kind == DefinitionKind.Register ? Json.Type("boolean", "It was wrong, and is set right; left out: it changed") : null),
        ("replaces", current.Definition.Kind == DefinitionKind.Register ? Json.Type("boolean", "What is planned for later days is given up") : null),
        ("request", current.Definition.Traits.Register is { ByRequest: true } ? Json.Type("boolean", "Asks for it: entries of this register change only by request") : null),
        ("statement", Json.Text("The statement that is corrected; left out for a new one", "uuid")),
        ("expected", Json.Of(("type", "integer"), ("minimum", 0), ("description", "The version that was last seen"))),
        ("step", Json.Of(("type", "string"), ("enum", Json.Words(current.Definition.Workflow.Steps.Where(step => step.Submits).Select(step => step.Code).Append("open"))))),
        ("reason", Json.Of(("type", "string"), ("maxLength", 2000))),
        ("shownTo", ShownTo(current.Definition)), ("because", Json.Of(("type", "string"), ("maxLength", 2000), ("description", "Why these readers"))),
        ("content", Json.Ref(ContentSchemas.NameOf(current.Definition, current.Version))));

    /// <summary>One word for all of it, or what is chosen for the parts as well.</summary>
    internal static JsonObject ShownTo(Definition definition)
    {
        var all = Entente.Records.Disclosing.Chosen.Of(definition).ToList();
        JsonObject Word(IEnumerable<string> words) => Json.Of(("type", "string"), ("enum", Json.Words(words.Distinct(StringComparer.Ordinal))));
        var word = Word(definition.Sharing.Choices.Prepend(definition.Sharing.ShownTo));
        if (all.All(one => one is { Place: "", OpensWithin: null }))
            return word;
        var parts = all.Where(one => one.Place.Length > 0).Select(one => (one.Place, (JsonNode?)Json.Of(("anyOf", Json.List(Word(one.Choices.Concat(one.ShownTo is null ? [] : [one.ShownTo])), Json.Object([], ("shownTo", Json.Type("string")), ("opens", Json.Text("The first day on which the others read it", "date")))))))).ToArray();
        return Json.Of(("anyOf", Json.List(word, Json.Object([], ("shownTo", Word(definition.Sharing.Choices.Prepend(definition.Sharing.ShownTo))), ("opens", Json.Text("The first day on which the others read it", "date")), ("parts", Json.Object([], parts))))));
    }

    // New each time: a node of JSON has one place.
    private static (string, JsonNode?)[] About =>
    [
        ("id", Json.Text("Stays the same over all versions", "uuid")), ("definition", Json.Type("string")), ("party", Json.Type("string")), ("period", Json.Ref("Period")),
        ("number", Json.Type("string")), ("title", Json.Type("string")), ("state", Json.Type("string")),
        ("version", Json.Of(("type", "integer"), ("minimum", 0), ("description", "0 before the first submission"))), ("changedAt", Json.Text("When it last changed", "date-time")),
    ];

    private static JsonObject Parameter(string name, string place, JsonObject schema) =>
        Json.Of(("name", name), ("in", place), ("required", place == "path" ? true : null), ("schema", schema));
}
