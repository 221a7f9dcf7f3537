using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Data;
using Entente.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Disclosure.Access;

/// <summary>What is held about oneself, to take along; and to be erased, where the law of the bodies allows it.</summary>
[RecentSignIn]
public sealed class OwnDataPage(OwnData data, BodyCatalogue bodies) : DoorPage
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyList<(string Name, int Count)> Parts { get; private set; } = [];

    public Erasing Erasing { get; private set; } = null!;

    public bool Asked { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? format)
    {
        var held = await data.Of(Me!.Id, Cancelled);
        switch (format)
        {
            case "json":
                Response.Headers.CacheControl = "no-store";
                return File(JsonSerializer.SerializeToUtf8Bytes(held.ToDictionary(part => part.Name, part => part.Rows), Readable), "application/json", "entente-my-data.json");
            case "csv":
                Response.Headers.CacheControl = "no-store";
                return File(Zipped(held), "application/zip", "entente-my-data.zip");
            default:
                Parts = [.. held.Select(part => (part.Name, part.Rows.GetArrayLength()))];
                Erasing = await data.MayErase(Me.Id, Cancelled);
                return Page();
        }
    }

    public async Task<IActionResult> OnPostAsync(string? sure)
    {
        Erasing = await data.MayErase(Me!.Id, Cancelled);
        if (!Erasing.May)
            return Refuse(StatusCodes.Status403Forbidden);
        if (sure != "yes")
        {
            Problems.Add(nameof(sure), T["disclosure.own.sure.missing"]);
            Parts = [.. (await data.Of(Me.Id, Cancelled)).Select(part => (part.Name, part.Rows.GetArrayLength()))];
            return Again();
        }
        await data.Erase(Me.Id, Cancelled);
        return Go("/");
    }

    public string BodyName(string code) => bodies.Find(code)?.ShortName.In(T.Language.Code).Text ?? code;

    // texts: disclosure.own.part.*
    public string PartName(string part) => T.Has($"disclosure.own.part.{part}") ? T[$"disclosure.own.part.{part}"] : part;

    // One file for each part; cells are kept from being run as formulas.
    private static byte[] Zipped(IReadOnlyList<Held> held)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var part in held.Where(part => part.Rows.GetArrayLength() > 0))
            {
                using var writer = new StreamWriter(zip.CreateEntry(part.Name + ".csv").Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                var heads = part.Rows[0].EnumerateObject().Select(cell => cell.Name).ToList();
                writer.Write(string.Join(',', heads) + "\r\n");
                foreach (var row in part.Rows.EnumerateArray())
                    writer.Write(string.Join(',', row.EnumerateObject().Select(cell => CsvDownload.Cell(cell.Value.ValueKind is JsonValueKind.Null ? null : cell.Value.ToString()))) + "\r\n");
            }
        return bytes.ToArray();
    }
}
