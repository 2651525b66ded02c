package import FolioMetadata

/// One file for each way in which a program writes into pictures.
package enum MetadataFixtures {
    package static let parameters = """
        a red boat, (frozen lake:1.2)
        second line
        Negative prompt: blurry, low quality
        Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 18446744073709551615, Size: 512x768, \
        Model hash: abc, Model: "dream, v8", Version: v1.9
        """

    package static let comfyPrompt = """
        {"3":{"class_type":"KSampler","inputs":{"seed":42,"steps":25,"cfg":NaN,\
        "sampler_name":"euler","model":["10",0],"positive":["6",0],"negative":["7",0],\
        "latent_image":["5",0]}},"4":{"class_type":"CheckpointLoaderSimple",\
        "inputs":{"ckpt_name":"sd.safetensors"}},"5":{"class_type":"EmptyLatentImage",\
        "inputs":{"width":640,"height":480}},"6":{"class_type":"CLIPTextEncode",\
        "inputs":{"text":"a red boat","clip":["10",1]}},"7":{"class_type":"CLIPTextEncode",\
        "inputs":{"text":"blurry","clip":["10",1]}},"9":{"class_type":"SaveImage",\
        "inputs":{"images":["8",0]}},"8":{"class_type":"VAEDecode","inputs":{"samples":["3",0]}},\
        "10":{"class_type":"LoraLoader","inputs":{"model":["4",0],"lora_name":"x"}}}
        """

    package static let comfyWorkflow = """
        {"nodes":[{"id":3,"type":"KSampler","inputs":[{"name":"model","link":1},\
        {"name":"positive","link":2},{"name":"negative","link":3}],\
        "widgets_values":[42,"fixed",25,7,"euler","normal",1]},\
        {"id":4,"type":"CheckpointLoaderSimple","widgets_values":["sd.safetensors"]},\
        {"id":6,"type":"CLIPTextEncode","widgets_values":["a red boat"]},\
        {"id":7,"type":"CLIPTextEncode","widgets_values":["blurry"]}],\
        "links":[[1,4,0,3,0,"MODEL"],[2,6,0,3,1,"CONDITIONING"],[3,7,0,3,2,"CONDITIONING"]]}
        """

    package static let comfyGuider = """
        {"1":{"class_type":"SamplerCustomAdvanced","inputs":{"noise":["2",0],"guider":["3",0],\
        "sampler":["4",0],"sigmas":["5",0]}},"2":{"class_type":"RandomNoise",\
        "inputs":{"noise_seed":42}},"3":{"class_type":"CFGGuider","inputs":{"model":["8",0],\
        "positive":["6",0],"negative":["7",0]}},"4":{"class_type":"KSamplerSelect",\
        "inputs":{"sampler_name":"euler"}},"5":{"class_type":"BasicScheduler",\
        "inputs":{"steps":25,"model":["8",0]}},"6":{"class_type":"CLIPTextEncode",\
        "inputs":{"text":["9",0]}},"7":{"class_type":"CLIPTextEncode","inputs":{"text":"blurry"}},\
        "8":{"class_type":"UNETLoader","inputs":{"unet_name":"sd.safetensors"}},\
        "9":{"class_type":"PrimitiveString","inputs":{"value":"a red boat"}}}
        """

    package static let fooocus = """
        {"prompt":"a red boat","negative_prompt":"blurry","base_model":"sd","seed":"42",\
        "steps":30,"sampler":"dpmpp","resolution":"(1152, 896)","metadata_scheme":"fooocus"}
        """

    package static let invokeCurrent = """
        {"positive_prompt":"a red boat","negative_prompt":"blurry","model":{"name":"sd"},"seed":42,\
        "steps":25,"scheduler":"euler","width":512,"height":512}
        """

    package static let invokeSecond = """
        {"model_weights":"sd","image":{"prompt":[{"prompt":"a red boat [blurry]","weight":1.0}],\
        "seed":42,"steps":25,"sampler":"k_lms","width":512,"height":512}}
        """

    package static let invokeFirst =
        "\"a red boat [blurry]\" -s 25 -S 42 -W 512 -H 512 -C 7.5 -A k_lms"

    package static let novel = """
        {"steps":28,"sampler":"k_euler","seed":42,"uc":"blurry","width":832,"height":1216}
        """

    package static let packet = """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description \
        Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/\
        trainedAlgorithmicMedia"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">\
        a red &lt;boat&gt; &#38; sun</rdf:li></rdf:Alt></dc:description><dc:subject><rdf:Bag>\
        <rdf:li>boats</rdf:li><rdf:li>ice &amp; snow</rdf:li></rdf:Bag></dc:subject>\
        </rdf:Description></rdf:RDF></x:xmpmeta>
        """

    package static let manifest: [UInt8] = {
        let mark = [UInt8(0xA1)] + Array("digitalsourcetype/trainedAlgorithmicMedia".utf8)
        let actions = PictureWriter.join([
            PictureWriter.box("jumd", Array("c2pa.actions".utf8)), PictureWriter.box("cbor", mark),
        ])
        return PictureWriter.box(
            "jumb",
            PictureWriter.join([
                PictureWriter.box("jumd", Array("c2pa".utf8)), PictureWriter.box("jumb", actions),
            ]))
    }()

    package static let files: [(name: String, bytes: [UInt8])] = [
        ("parameters in PNG", PictureWriter.png([("parameters", parameters)])),
        (
            "parameters in a packed text",
            PictureWriter.png(
                [],
                chunks: [
                    (
                        "zTXt",
                        Array("parameters\0\0".utf8) + PictureWriter.zlib(Array(parameters.utf8))
                    )
                ])
        ),
        (
            "parameters in JPEG",
            PictureWriter.jpeg([
                (
                    0xE1,
                    Array("Exif\0\0".utf8)
                        + PictureWriter.userComment(
                            "UNICODE", PictureWriter.utf16(parameters, isLittle: false))
                )
            ])
        ),
        (
            "parameters in WebP",
            PictureWriter.webp([
                ("EXIF", PictureWriter.userComment("ASCII", Array(parameters.utf8)))
            ])
        ),
        ("a ComfyUI graph", PictureWriter.png([("prompt", comfyPrompt)])),
        ("a ComfyUI drawing", PictureWriter.png([("workflow", comfyWorkflow)])),
        ("a ComfyUI guider", PictureWriter.png([("prompt", comfyGuider)])),
        (
            "ComfyUI in WebP",
            PictureWriter.webp([
                (
                    "EXIF",
                    PictureWriter.exif(first: [(0x0110, Array("prompt:\(comfyPrompt)\0".utf8))])
                )
            ])
        ),
        (
            "Fooocus",
            PictureWriter.png([("parameters", fooocus), ("fooocus_scheme", "fooocus")])
        ),
        ("InvokeAI now", PictureWriter.png([("invokeai_metadata", invokeCurrent)])),
        ("InvokeAI before", PictureWriter.png([("sd-metadata", invokeSecond)])),
        ("InvokeAI at first", PictureWriter.png([("Dream", invokeFirst)])),
        (
            "NovelAI",
            PictureWriter.png([
                ("Software", "NovelAI"), ("Description", "a red boat"), ("Source", "Model 4"),
                ("Comment", novel),
            ])
        ),
        (
            "XMP in PNG",
            PictureWriter.png(
                [], chunks: [PictureWriter.international("XML:com.adobe.xmp", packet)])
        ),
        (
            "C2PA in JPEG",
            PictureWriter.jpeg([(0xEB, Array("JP".utf8) + [0, 1, 0, 0, 0, 1] + manifest)])
        ),
        ("C2PA in PNG", PictureWriter.png([], chunks: [("caBX", manifest)])),
    ]

    package static func metadata(_ name: String) -> FileMetadata? {
        files.first { $0.name == name }.map { FileMetadata(FileContents($0.bytes)) }
    }
}
