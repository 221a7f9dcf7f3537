using System.Net;
using System.Text.Json.Nodes;

namespace Entente.Tests.Rooms.Records.Api;

public sealed class OpenApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task The_description_is_a_valid_document_of_OpenAPI_3_1()
    {
        var document = await Document();
        ((string)document["openapi"]!).ShouldStartWith("3.1");
        (await ApiApp.Validate(document)).ShouldBe("");
    }

    [Fact]
    public async Task A_broken_description_would_be_noticed()
    {
        var document = await Document();
        document["paths"]!["/api/tuna/catch"]!["get"]!["responses"] = "none";
        (await ApiApp.Validate(document)).ShouldContain("document:");
    }

    [Fact]
    public async Task Every_definition_and_table_has_its_addresses_and_its_schema()
    {
        var document = await Document();
        var paths = document["paths"]!.AsObject().Select(path => path.Key).ToList();
        paths.ShouldContain("/api/tuna/everything/{id}/bycatch");
        paths.ShouldContain("/api/tuna/vessels/{id}/steps/accept");
        document["components"]!["schemas"]!["everything.v1"]!["properties"]!["report"]!["properties"]!["no_catch"]!["type"]!.ToString().ShouldBe("boolean");
        document["components"]!["schemas"]!["large.v1.catches"]!["properties"]!["gear"]!["enum"]!.AsArray().Select(code => code!.ToString()).ShouldBe(["PS", "LL", "BB"]);
    }

    [Fact]
    public async Task The_description_speaks_the_first_language_of_the_body() =>
        (await Document())["components"]!["schemas"]!["catch.v1"]!["properties"]!["report"]!["title"]!.ToString().ShouldBe("Report");

    [Fact]
    public async Task Everything_wrong_with_an_address_is_said_at_once_in_the_form_that_is_described()
    {
        using var program = app.Anybody();
        var answer = await program.GetAsync("/api/tuna/catch?limit=0&period=soon&colour=blue&valid-on=2026-01-01&cursor=x");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        problem["errors"]!.AsArray().Select(error => error!["place"]!.ToString()).ShouldBe(["?limit", "?period", "?colour", "?valid-on", "?cursor"], ignoreOrder: true);
        (await ApiApp.Validate(await Document(), ("problem", "/components/schemas/Problem", problem))).ShouldBe("");
        (await program.GetStringAsync(problem["type"]!.ToString())).ShouldContain("cannot be read");
    }

    [Theory]
    [InlineData("/api/nobody"), InlineData("/api/nobody/openapi.json"), InlineData("/api/tuna/nothing"), InlineData("/api/tuna/catch/0198f2a0-0000-7000-8000-000000000001")]
    [InlineData("/api/tuna/catch/0198f2a0-0000-7000-8000-000000000001/faults"), InlineData("/api/tuna/large/0198f2a0-0000-7000-8000-000000000001/catches"), InlineData("/api/tuna/catch/no-id")]
    public async Task What_is_not_there_is_a_problem_of_its_own(string address)
    {
        using var program = app.Anybody();
        var answer = await program.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ApiApp.Validate(await Document(), (address, "/components/schemas/Problem", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!))).ShouldBe("");
    }

    [Fact]
    public async Task The_list_of_definitions_and_an_empty_list_are_as_described()
    {
        using var program = app.Anybody();
        var definitions = JsonNode.Parse(await program.GetStringAsync("/api/tuna"))!;
        definitions["definitions"]!.AsArray().Select(one => one!["code"]!.ToString()).ShouldBe(["catch", "everything", "large", "vessels"]);
        var list = JsonNode.Parse(await program.GetStringAsync("/api/tuna/vessels?valid-on=2026-01-01"))!;
        (await ApiApp.Validate(await Document(), ("definitions", "/paths/~1api~1tuna/get/responses/200/content/application~1json/schema", definitions),
            ("list", "/components/schemas/vessels.statement.page", list))).ShouldBe("");
    }

    private async Task<JsonNode> Document()
    {
        using var program = app.Anybody();
        return JsonNode.Parse(await program.GetStringAsync("/api/tuna/openapi.json"))!;
    }
}
