using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entente.Shared.Jobs;

/// <summary>What does the work of one kind. Its name is words with hyphens, as an administrator reads them: tidy-mail.</summary>
public sealed partial record JobKind(string Name, Func<IServiceProvider, Job, CancellationToken, Task> Run)
{
    public string Name { get; } = Shape().IsMatch(Name) ? Name : throw new ArgumentException($"“{Name}” is no name of a kind of job: words of small letters, with hyphens between them.", nameof(Name));

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\z", RegexOptions.None, 5000)]
    private static partial Regex Shape();
}

public static class JobKinds
{
    /// <summary>
    /// Says that this class does the work of this kind, for instance
    /// <c>services.AddJob&lt;Post&gt;("send-mail", (post, job, stop) => post.Send(job.Read&lt;Letter&gt;().Id, stop))</c>.
    /// A new one is made for each job.
    /// </summary>
    public static void AddJob<THandler>(this IServiceCollection services, string kind, Func<THandler, Job, CancellationToken, Task> run) where THandler : class
    {
        services.TryAddScoped<THandler>();
        services.AddSingleton(new JobKind(kind, (provider, job, stop) => run(provider.GetRequiredService<THandler>(), job, stop)));
    }
}
