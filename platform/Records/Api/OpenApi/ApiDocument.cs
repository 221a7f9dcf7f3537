using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Bodies;

namespace Entente.Records.Api.OpenApi;

/// <summary>The description of one body's interface in OpenAPI 3.1, made from its definitions. Pure, and the same for everybody.</summary>
public static class ApiDocument
{
    /// <param name="definitions">Each definition in force with its versions before, the newest first.</param>
    /// <param name="server">The address of this installation.</param>
    public static JsonObject Of(Body body, int version, IReadOnlyList<IReadOnlyList<PublishedDefinition>> definitions, string server) => Json.Of(
        ("openapi", "3.1.1"),
        ("info", Json.Of(
            ("title", body.Name.ToString()),
            ("version", version.ToString(CultureInfo.InvariantCulture)),
            ("description", body.About.ToString()))),
        ("servers", Json.List(Json.Of(("url", server)))),
        ("security", Json.List(Json.Of(), Json.Of(("key", Json.List())))),
        ("tags", Json.List(definitions.Select(versions => Json.Of(("name", versions[0].Definition.Code), ("description", versions[0].Definition.Name.ToString()))))),
        ("paths", Json.Map(definitions.SelectMany(versions => ApiPaths.Of(versions[0], versions)).Prepend(ApiPaths.OfBody(body)))),
        ("components", Json.Of(
            ("securitySchemes", Json.Of(("key", Json.Of(
                ("type", "http"), ("scheme", "bearer"),
                ("description", "A key that the holder of a post made under Account and security. Without one, what the public may read is answered."))))),
            ("schemas", Json.Map(SharedSchemas.All.Concat(definitions.SelectMany(versions => versions.SelectMany(one => ContentSchemas.Of(body, one.Definition, one.Version)).Concat(SharedSchemas.Of(versions)))))),
            ("responses", Json.Map(SharedSchemas.Problems)),
            ("parameters", Json.Map(SharedSchemas.Parameters)))));
}
