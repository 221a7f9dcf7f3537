using System.Text.Json.Nodes;
using Entente.Bodies;

namespace Entente.Records.Api.OpenApi;

/// <summary>The addresses that only registers have: what is done to entries, and the requests about them.</summary>
internal static class EntryPaths
{
    public static IEnumerable<(string Path, JsonNode Item)> Of(PublishedDefinition current, string root)
    {
        if (current.Definition.Traits.Register is not { } trait)
            yield break;
        var code = current.Definition.Code;
        foreach (var act in EntriesEndpoint.Acts)
            yield return ($"{root}/{{id}}/acts/{act.ToString().ToLowerInvariant()}", Json.Of(("parameters", ApiPaths.Parameters("id")), ("post", Doing(current, act))));
        if (!trait.ByRequest)
            yield break;
        yield return (root + "/requests", Json.Of(("get", Listed($"{code}.requests", code, "The requests that wait for an answer"))));
        yield return (root + "/{id}/requests", Json.Of(("parameters", ApiPaths.Parameters("id")), ("get", Listed($"{code}.requests-about", code, "What was asked to be done with one entry, and what became of it"))));
        foreach (var word in new[] { "agree", "refuse", "withdraw" })
            yield return ($"{root}/{{id}}/requests/{{request}}/{word}", Json.Of(
                ("parameters", Json.List(ApiPaths.Use("id"), Json.Of(("name", "request"), ("in", "path"), ("required", true), ("schema", Json.Text("The request", "uuid"))))),
                ("post", Changing($"{code}.requests.{word}", code, word == "withdraw" ? "Withdraws what was asked for" : $"The word of the body on a request: {word}", Json.Object(word == "refuse" ? ["reason"] : [], Reason)))));
    }

    private static (string, JsonNode?) Reason => ("reason", Json.Of(("type", "string"), ("maxLength", 2000)));

    private static JsonObject Doing(PublishedDefinition current, Registers.Act act)
    {
        var content = SharedSchemas.ContentOf(current);
        List<(string, JsonNode?)> parts = [("expected", Json.Of(("type", "integer"), ("minimum", 0), ("description", "The version that was last seen"))), Reason, ("request", Json.Type("boolean", "Asks for it, where entries change only by request"))];
        if (act != Registers.Act.Undo)
            parts.Add(("from", Json.Text("The first day", "date")));
        if (act == Registers.Act.Merge)
            parts.Add(("into", Json.Text("The entry that stands for both", "uuid")));
        if (act == Registers.Act.Split)
        {
            parts.Add(("goesOn", content));
            parts.Add(("parts", Json.ListOf(Json.Object(["content"], ("statement", Json.Text("Its id, where whoever splits makes it", "uuid")), ("content", SharedSchemas.ContentOf(current))))));
        }
        var needed = act switch { Registers.Act.Merge => new[] { "reason", "into" }, Registers.Act.Split => ["reason", "parts"], Registers.Act.Undo => ["reason"], _ => ["reason", "from"] };
        return Changing($"{current.Definition.Code}.{act.ToString().ToLowerInvariant()}", current.Definition.Code, Summary(act), Json.Object(needed, [.. parts]));
    }

    private static string Summary(Registers.Act act) => act switch
    {
        Registers.Act.End => "Ends an entry from a day on",
        Registers.Act.Reinstate => "Brings an entry back from a day on, as it was last",
        Registers.Act.Merge => "Two entries are the same: the other one stands for both",
        Registers.Act.Split => "One entry becomes two or more from a day on; without a day it had always been",
        _ => "Takes the last end, merger or split back, as if it had never been",
    };

    private static JsonObject Changing(string id, string code, string summary, JsonObject body)
    {
        var operation = ApiPaths.Operation(id, code, summary, [ApiPaths.Use("idempotencyKey")], ApiPaths.Answers(200, "It is done", ApiPaths.JsonType, Json.Ref(SharedSchemas.Reply), [400, 401, 403, 404, 409, 413, 422, 429, 503]));
        ((JsonObject)operation["responses"]!).Insert(1, "201", Json.Of(("description", "A version was made"), ("content", ApiPaths.Content(ApiPaths.JsonType, Json.Ref(SharedSchemas.Reply)))));
        operation["requestBody"] = Json.Of(("required", true), ("content", ApiPaths.Content(ApiPaths.JsonType, body)));
        operation["security"] = Json.List(Json.Of(("key", Json.List())));
        return operation;
    }

    private static JsonObject Listed(string id, string code, string summary) =>
        ApiPaths.Operation(id, code, summary, [], ApiPaths.Answers(200, "The requests", ApiPaths.JsonType, Json.Object(["items"], ("items", Json.ListOf(Json.Ref(SharedSchemas.Request)))), [401, 404, 429]));
}
