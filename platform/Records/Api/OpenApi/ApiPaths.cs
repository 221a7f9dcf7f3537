using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Bulk;

namespace Entente.Records.Api.OpenApi;

/// <summary>The addresses of one definition, what each takes and what it answers.</summary>
internal static class ApiPaths
{
    internal const string JsonType = "application/json";

    public static (string Path, JsonNode Item) OfBody(Body body)
    {
        var definition = Json.Object(["code", "kind", "name", "version"],
            ("code", Json.Type("string")), ("kind", Json.Type("string")), ("name", Json.Type("string")), ("version", Json.Type("integer")), ("withdrawn", Json.Type("boolean")), ("address", Json.Type("string")));
        var answers = Answers(200, "The definitions in force", JsonType, Json.Object(["definitions"], ("definitions", Json.ListOf(definition))), [429]);
        return ($"{ApiRoom.Root}/{body.Code}", Json.Of(("get", Operation("definitions", null, "What is declared to this body", [], answers))));
    }

    public static IEnumerable<(string Path, JsonNode Item)> Of(PublishedDefinition current, IReadOnlyList<PublishedDefinition> versions)
    {
        var code = current.Definition.Code;
        var root = $"{ApiRoom.Root}/{current.Body}/{code}";
        yield return (root, Json.Of(("get", List(current)), ("post", Submit(current))));
        var asOf = current.Definition.Kind == DefinitionKind.Register ? new JsonNode?[] { Query("valid-on", Json.Text("As it holds on this day", "date")), Query("known-at", Json.Text("As that was known at this instant", "date-time")) } : [];
        yield return (root + "/{id}", Json.Of(("parameters", Parameters("id")), ("get", Operation($"{code}.get", code, "One statement, as it is or as a version was",
            [Use("version"), .. asOf, Use("ifNoneMatch")], Answers(200, "The statement; its ETag names the version", JsonType, Json.Ref(SharedSchemas.NameOf(current)), [304, 401, 404, 429])))));
        foreach (var entry in EntryPaths.Of(current, root))
            yield return entry;
        yield return (root + "/{id}/faults", Json.Of(("parameters", Parameters("id")), ("get", Operation($"{code}.faults", code, "Everything that was wrong or noticed, without a limit",
            [Use("version")], Answers(200, "The faults", JsonType, Json.Object(["faults"], ("faults", Json.ListOf(Json.Ref("Fault")))), [401, 404, 429])))));
        yield return (root + "/{id}/receipt.json", Json.Of(("parameters", Parameters("id")), ("get", Operation($"{code}.receipt", code, "What proves that a version was declared, with the salts of what may be read",
            [Use("version")], Answers(200, "The receipt (docs/receipts.md)", JsonType, Json.Object(["format", "statement", "version", "body", "code", "definition", "segments", "proof"], ("format", Json.Type("string")), ("statement", Json.Text("The statement", "uuid")), ("version", Json.Type("integer")), ("proof", Json.Text("A C2SP tlog-proof"))), [401, 404, 429, 503])))));
        yield return (root + "/{id}/statement.json", Json.Of(("parameters", Parameters("id")), ("get", Operation($"{code}.statement", code, "A version as it was committed to, as far as it may be read",
            [Use("version")], Answers(200, "The statement (docs/receipts.md)", JsonType, Json.Object(["format", "segments"], ("format", Json.Type("string")), ("segments", Json.ListOf(Json.Type("object")))), [401, 404, 429])))));
        yield return (root + "/{id}/draft", Json.Of(("parameters", Parameters("id")), ("get", Draft(current)), ("patch", ChangeDraft(current))));
        yield return (root + "/{id}/workbook", Json.Of(("parameters", Parameters("id")), ("get", Workbook(code)), ("put", FillWorkbook(code))));
        if (current.Definition.Kind == DefinitionKind.Return)
            yield return (root + "/{id}/show-to", Json.Of(("parameters", Parameters("id")), ("post", ShowTo(current))));
        foreach (var step in current.Definition.Workflow.Steps)
            yield return ($"{root}/{{id}}/steps/{step.Code}", Json.Of(("parameters", Parameters("id")), ("post", Step(current, step))));
        foreach (var table in versions.SelectMany(one => one.Definition.Sections.Where(section => section.IsTable).Select(section => (one, section))).DistinctBy(each => each.section.Code))
            yield return ($"{root}/{{id}}/{table.section.Code}", Json.Of(("parameters", Parameters("id")), ("get", Rows(table.one, table.section)), ("put", Fill(table.one, table.section))));
        if (current.Definition.Traits.Certificate?.Lines is not null)
            yield return (root + "/{id}/line-balances", Json.Of(("parameters", Parameters("id")), ("get", Balances(code))));
        if (current.Definition.Sections.Any(section => section.IsTable))
            yield return ($"{root}/{{id}}/loads/{{load}}", Loads(code));
    }

    private static JsonObject Balances(string code)
    {
        var line = Json.Object(["line", "row", "total", "used", "left"],
            ("line", Json.Type("integer")), ("row", Json.Text("The row that says what it is", "uuid")), ("total", Json.Type("number")), ("used", Json.Type("number")), ("left", Json.Type("number")));
        return Operation($"{code}.line-balances", code, "What is left of the lines of a certificate", [], Answers(200, "The lines", JsonType, Json.Object(["status", "lines"], ("status", Json.Type("string")), ("lines", Json.ListOf(line))), [401, 404, 429]));
    }

    private static JsonObject Workbook(string code) =>
        Operation($"{code}.workbook", code, "A version as an Excel workbook, in the language of Accept-Language; what may not be read is not in it", [Use("version"), Query("draft", Json.Of(("type", "boolean"), ("description", "The draft instead")))],
            Answers(200, "The workbook", Sent.Copies.WorkbookType, Json.Of(("type", "string"), ("format", "binary")), [401, 404, 429]));

    private static JsonObject FillWorkbook(string code)
    {
        var taken = Json.Object(["changes", "aside", "faults"], ("changes", Json.Type("integer", "How many cells and rows it changed")),
            ("aside", Json.Type("integer", "How many answers of an earlier version of the form have no place any more")), ("faults", Json.ListOf(Json.Ref("Fault"), "What could not be read, and what the rules say of the draft")));
        var operation = Operation($"{code}.workbook.fill", code, "Reads a workbook into the draft, which is opened where there is none", [], Answers(200, "It is read", JsonType, taken, [401, 403, 404, 409, 413, 422, 429]));
        operation["requestBody"] = Json.Of(("required", true), ("content", Content(Sent.Copies.WorkbookType, Json.Of(("type", "string"), ("format", "binary")))));
        operation["security"] = Json.List(Json.Of(("key", Json.List())));
        return operation;
    }

    private static JsonObject Draft(PublishedDefinition current)
    {
        var conflict = Json.Object(["section"], ("section", Json.Type("string")), ("row", Json.Text("The row", "uuid")), ("field", Json.Type("string")));
        var draft = Json.Object(["generation", "sequence", "definitionVersion", "content", "conflicts"],
            ("generation", Json.Type("integer", "Counts the drafts of a statement")), ("sequence", Json.Type("integer", "Counts the changes")), ("definitionVersion", Json.Type("integer")),
            ("content", Json.Type("object")), ("conflicts", Json.ListOf(conflict, "Cells that two changed to different answers")));
        return Operation($"{current.Definition.Code}.draft", current.Definition.Code, "What stands in the draft", [Use("ifNoneMatch")], Answers(200, "The draft", JsonType, draft, [304, 401, 404, 429]));
    }

    private static JsonObject ChangeDraft(PublishedDefinition current)
    {
        var change = Json.Object(["section"],
            ("id", Json.Text("Made by who sends it, so that it counts once", "uuid")), ("kind", Json.Of(("type", "string"), ("enum", Json.Words("set", "add-row", "remove-row", "move-row", "choose")), ("default", "set"))),
            ("section", Json.Type("string")), ("row", Json.Text("For a table", "uuid")), ("field", Json.Type("string")),
            ("now", Json.Of(("description", "The answer"))), ("was", Json.Of(("description", "What stood there before"))));
        var operation = Operation($"{current.Definition.Code}.draft.change", current.Definition.Code, "Changes cells of the draft, which is opened where there is none",
            [], Answers(200, "They are taken", JsonType, Json.Object(["generation", "sequence"], ("generation", Json.Type("integer")), ("sequence", Json.Type("integer"))), [400, 401, 403, 404, 409, 422, 429]));
        operation["requestBody"] = Json.Of(("required", true), ("content", Content(JsonType, Json.Object(["changes"], ("generation", Json.Type("integer")), ("client", Json.Type("string")), ("changes", Json.ListOf(change))))));
        operation["security"] = Json.List(Json.Of(("key", Json.List())));
        return operation;
    }

    private static JsonObject List(PublishedDefinition current)
    {
        var register = current.Definition.Kind == DefinitionKind.Register;
        JsonNode?[] parameters =
        [
            Query("party", Json.Type("string")), Query("period", Json.Text("2026, 2026-07, 2026-Q1, 2026-H1, 2026-W07, or two days with a slash between them, the last excluded")),
            Query("state", Json.Of(("type", "string"), ("enum", Json.Words(current.Definition.Workflow.States.Select(state => state.Code))))),
            Query("changed-since", Json.Text("Only what changed at this instant or later", "date-time")),
            register ? Query("valid-on", Json.Text("Only entries that hold on this day", "date")) : null,
            register ? Query("known-at", Json.Text("As it was known at this instant", "date-time")) : null,
            Use("limit"), Use("cursor"),
        ];
        return Operation($"{current.Definition.Code}.list", current.Definition.Code, "The statements that may be read, in the order of their last change", parameters,
            Answers(200, "A page of the list", JsonType, Json.Ref(SharedSchemas.NameOf(current).Replace(".statement", ".statement.page", StringComparison.Ordinal)), [400, 401, 429]));
    }

    private static JsonObject Submit(PublishedDefinition current)
    {
        var operation = Operation($"{current.Definition.Code}.submit", current.Definition.Code, "Declares: a new statement, or a correction, checked and made a version",
            [Use("idempotencyKey")], Answers(201, "A version was made", JsonType, Json.Ref(SharedSchemas.Reply), [400, 401, 403, 404, 409, 413, 422, 429, 503]));
        ((JsonObject)operation["responses"]!).Insert(0, "200", Json.Of(("description", "It had been done before, under the same key"), ("content", Content(JsonType, Json.Ref(SharedSchemas.Reply)))));
        operation["requestBody"] = Json.Of(("required", true), ("content", Content(JsonType, Json.Ref(SharedSchemas.NameOf(current) + ".submission"))));
        operation["security"] = Json.List(Json.Of(("key", Json.List())));
        return operation;
    }

    private static JsonObject Step(PublishedDefinition current, Step step)
    {
        var operation = Operation($"{current.Definition.Code}.{step.Code}", current.Definition.Code, step.Name.ToString(), [Use("idempotencyKey")],
            Answers(200, "It is done", JsonType, Json.Ref(SharedSchemas.Reply), [400, 401, 403, 404, 409, 422, 429, 503]));
        operation["description"] = $"From {string.Join(", ", step.From)} to {step.To}, by {string.Join(", ", step.By)}{(step.FourEyes ? ", by somebody else than who worked on it" : "")}.";
        operation["requestBody"] = Json.Of(("required", step.Reason == Reason.Required), ("content", Content(JsonType, Json.Object(step.Reason == Reason.Required ? ["reason"] : [],
            ("expected", Json.Of(("type", "integer"), ("minimum", 0), ("description", "The version that was last seen"))), ("reason", Json.Of(("type", "string"), ("maxLength", 2000)))))));
        operation["security"] = Json.List(Json.Of(("key", Json.List())));
        return operation;
    }

    private static JsonObject ShowTo(PublishedDefinition current)
    {
        var operation = Operation($"{current.Definition.Code}.show-to", current.Definition.Code, "Other readers of what was declared, from a new version on that says the same. Versions before keep theirs, and what has been read stays read", [Use("idempotencyKey")],
            Answers(200, "It is done", JsonType, Json.Ref(SharedSchemas.Reply), [400, 401, 403, 404, 409, 422, 429, 503]));
        operation["requestBody"] = Json.Of(("required", true), ("content", Content(JsonType, Json.Object(["shownTo", "reason"],
            ("expected", Json.Of(("type", "integer"), ("minimum", 0), ("description", "The version that was last seen"))), ("shownTo", SharedSchemas.ShownTo(current.Definition)), ("reason", Json.Of(("type", "string"), ("maxLength", 2000)))))));
        operation["security"] = Json.List(Json.Of(("key", Json.List())));
        return operation;
    }

    private static JsonObject Rows(PublishedDefinition current, Section table)
    {
        var row = ContentSchemas.RowOf(current.Definition, current.Version, table);
        var answers = Answers(200, "The rows, in their order", "application/jsonl", Json.Ref(row), [401, 404, 406, 429]);
        var content = (JsonObject)answers["200"]!["content"]!;
        content["application/json"] = Json.Of(("schema", Json.ListOf(Json.Ref(row))));
        content["text/csv"] = Json.Of(("schema", Json.Type("string")));
        return Operation($"{current.Definition.Code}.{table.Code}", current.Definition.Code, $"The rows of {table.Name}, as a stream", [Use("version")], answers);
    }

    private static JsonObject Fill(PublishedDefinition current, Section table)
    {
        var operation = Operation($"{current.Definition.Code}.{table.Code}.fill", current.Definition.Code, $"Takes a file with all rows of {table.Name}, which becomes the next version",
            [Query("step", Json.Text("The step that submits; the only one where there is one")), Query("expected", Json.Of(("type", "integer"), ("minimum", 0))), Query("excuse", Json.Text("Why all warnings are to pass"))],
            Answers(202, "It was received; Location says how far it is", JsonType, Json.Object(["load"], ("load", Json.Text("The load", "uuid"))), [401, 403, 404, 409, 413, 415, 429]));
        var row = Json.Ref(ContentSchemas.RowOf(current.Definition, current.Version, table));
        var content = Content(LoadFile.Csv, Json.Type("string"));
        content[LoadFile.Lines] = Json.Of(("schema", row));
        content[LoadFile.Json] = Json.Of(("schema", Json.ListOf(row.DeepClone())));
        content[LoadFile.Workbook] = Json.Of(("schema", Json.Text("A workbook", "binary")));
        operation["requestBody"] = Json.Of(("required", true), ("content", content));
        operation["security"] = Json.List(Json.Of(("key", Json.List())));
        return operation;
    }

    private static JsonObject Loads(string code)
    {
        var stop = Operation($"{code}.load.stop", code, "Stops a load", [], Json.Of(("204", Json.Of(("description", "It is stopped, or will be within a second")))));
        foreach (var refusal in new[] { 401, 403, 404, 409 })
            stop["responses"]![Text(refusal)] = Json.Of(("$ref", "#/components/responses/" + NameOf(refusal)));
        stop["security"] = Json.List(Json.Of(("key", Json.List())));
        return Json.Of(
            ("parameters", Json.List(Use("id"), Json.Of(("name", "load"), ("in", "path"), ("required", true), ("schema", Json.Text("The load", "uuid"))))),
            ("get", Operation($"{code}.load", code, "How far a load is", [], Answers(200, "Its state", JsonType, Json.Ref(SharedSchemas.Load), [401, 404, 429]))),
            ("delete", stop));
    }

    internal static JsonObject Operation(string id, string? tag, string summary, IEnumerable<JsonNode?> parameters, JsonObject answers)
    {
        var taken = Json.List(parameters.Where(one => one is not null));
        return Json.Of(("operationId", id), ("tags", tag is null ? null : Json.Words(tag)), ("summary", summary), ("parameters", taken.Count > 0 ? taken : null), ("responses", answers));
    }

    internal static JsonObject Answers(int status, string says, string type, JsonNode schema, int[] refusals)
    {
        var answers = Json.Of((Text(status), Json.Of(("description", says), ("content", Content(type, schema)))));
        foreach (var refusal in refusals)
            answers[Text(refusal)] = refusal is 304 ? Json.Of(("description", "It is what If-None-Match names")) : Json.Of(("$ref", "#/components/responses/" + NameOf(refusal)));
        return answers;
    }

    private static string NameOf(int status) => SharedSchemas.NameOf(status);

    internal static JsonObject Content(string type, JsonNode schema) => Json.Of((type, Json.Of(("schema", schema))));

    internal static JsonArray Parameters(params IEnumerable<string> names) => Json.List(names.Select(Use));

    internal static JsonObject Use(string parameter) => Json.Of(("$ref", "#/components/parameters/" + parameter));

    private static JsonObject Query(string name, JsonObject schema) => Json.Of(("name", name), ("in", "query"), ("schema", schema));

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
