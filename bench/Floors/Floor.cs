using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entente.Bench.Floors;

/// <summary>
/// The bare things the application is compared with, each a process of its own so that it pays for the same
/// runtime, the same sockets and the same cores: <c>Entente.Bench.dll floor KIND …</c>. Addresses and certificate
/// come from the environment, as for any ASP.NET application.
/// </summary>
public static class Floor
{
    public static async Task Run(string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        SameSql.Add(builder);
        var app = builder.Build();
        switch (arguments[0])
        {
            case "hello":
                app.MapGet("/", () => "hello");
                break;
            case "sql":
                await SameSql.Map(app, arguments[1]);
                break;
            case "page":
                var page = StaticPage(int.Parse(arguments[1], CultureInfo.InvariantCulture));
                app.MapGet("/", (HttpResponse response) =>
                {
                    response.ContentType = "text/html; charset=utf-8";
                    response.Headers.ContentEncoding = "br";
                    response.ContentLength = page.Length;
                    return response.Body.WriteAsync(page).AsTask();
                });
                break;
        }
        await app.RunAsync();
    }

    /// <summary>A page of nothing but words, so many that it takes this many bytes compressed.</summary>
    public static byte[] StaticPage(int compressed)
    {
        var (words, text) = (new Random(28), new StringBuilder("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>floor</title>"));
        byte[] page = [];
        while (page.Length < compressed)
        {
            // Big steps first: compressing is what takes time here.
            for (var missing = Math.Max(1, (compressed - page.Length) / 120); missing > 0; missing--)
                text.Append("<p>").Append(CultureInfo.InvariantCulture, $"{words.NextInt64():x} {words.NextInt64():x} {words.NextInt64():x} {words.NextInt64():x}");
            page = Compressed(text.ToString());
        }
        return page;
    }

    private static byte[] Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, CompressionLevel.Optimal))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
