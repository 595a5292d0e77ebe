namespace Lego.Infrastructure.Synthesis;

/// <summary>Where things are in the working copy that this program was built in.</summary>
internal sealed record Repository(string Root)
{
    /// <summary>Stage files as they are in the working copy, so that a change counts without a build.</summary>
    public string Stages => Path.Combine(Root, "src", "Lego.Infrastructure", "stages");

    /// <summary>Where <c>./build.sh package</c> puts the deployment packages.</summary>
    public string Packages => Path.Combine(Root, "artifacts", "package");

    /// <summary>Where templates go.</summary>
    public string Templates => Path.Combine(Root, "artifacts", "cdk");

    /// <exception cref="SynthesisException">This program is not below a working copy.</exception>
    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LegoFunctions.sln")))
            {
                return new Repository(folder.FullName);
            }
        }

        throw new SynthesisException($"There is no working copy (LegoFunctions.sln) above {AppContext.BaseDirectory}.");
    }
}
